import { Type, type Static, type TSchema } from 'typebox';
import { LastZTold } from './end-of-day.ts';
import { ExportName } from './export-file.ts';
import { BusinessDate, Id128, Ms, SeqOrZero, SeriesName, SiteId } from './ids.ts';
import { LanDay, LanHeard } from './lan.ts';
import { TerminalHeard, TerminalQuestion } from './payment-terminal.ts';
import { ReceiptDoc } from './receipt-doc.ts';
import { BackEndSetName, SignedToken } from './region.ts';
import { SigningHeard, SigningQuestion } from './signing-device.ts';
import { StoreProfile } from './store-profile.ts';
import { Moved } from './wire.ts';

const Bytes = Type.Unsafe<Uint8Array>(Type.Unknown());

/** Why no answer came. `tls-time`: certificate not yet or no longer valid, so perhaps our clock. */
export const TRANSPORT_FAILURES = [
  'refused',
  'reset',
  'dns',
  'connect-timeout',
  'first-byte-timeout',
  'total-timeout',
  'tls',
  'tls-time',
  'redirect',
  'aborted',
  'too-large',
  'other',
] as const;
export const TransportFailure = Type.Unsafe<TransportFailure>(
  Type.Union(TRANSPORT_FAILURES.map((k) => Type.Literal(k))),
);
export type TransportFailure = (typeof TRANSPORT_FAILURES)[number];

export const TransportRequest = Type.Object({
  /** Caller's id, for `transport.abort`. */
  id: Type.String(),
  site: SiteId,
  method: Type.Union([Type.Literal('GET'), Type.Literal('POST')]),
  path: Type.String({ pattern: '^/v1/' }),
  content_type: Type.Optional(Type.String()),
  /** Of a body that is packed already; the host packs others where that helps. */
  content_encoding: Type.Optional(Type.Literal('gzip')),
  body: Type.Optional(Bytes),
  /** `<stream id>.<salt>`, or absent where the till has no stream yet. */
  stream: Type.Optional(Type.String()),
  /** W3C Trace Context of a push: the trace of its last op. */
  traceparent: Type.Optional(Type.String({ pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-01$' })),
  /** Server-corrected time for the signature, ms. */
  time_ms: Type.Integer({ minimum: 0 }),
  connect_ms: Type.Integer({ minimum: 1 }),
  first_byte_ms: Type.Integer({ minimum: 1 }),
  total_ms: Type.Integer({ minimum: 1 }),
});
export type TransportRequest = Static<typeof TransportRequest>;

export const TransportResult = Type.Union([
  Type.Object({
    ok: Type.Literal(true),
    status: Type.Integer(),
    content_type: Type.String(),
    headers: Type.Record(Type.String(), Type.String()),
    body: Bytes,
    ms: Type.Number(),
    /** Who answered what was the store's set's to answer; absent where it was not, or nobody knows (BE8). */
    back_end: Type.Optional(Type.Union([Type.Literal('set'), Type.Literal('champion')])),
  }),
  Type.Object({
    ok: Type.Literal(false),
    failure: TransportFailure,
    detail: Type.String(),
    ms: Type.Number(),
  }),
]);
export type TransportResult = Static<typeof TransportResult>;

export const JournalLine = Type.Object({
  stream: Id128,
  seq: SeqOrZero,
  prev_op_id: Id128,
  op_id: Id128,
  raw: Bytes,
  /** Till's signature over op_id; absent when appending. */
  sig: Type.Optional(Type.String()),
});
export type JournalLine = Static<typeof JournalLine>;

export const JournalHead = Type.Object({
  stream: Id128,
  salt: Id128,
  series: Type.String(),
  first_seq: SeqOrZero,
  head_seq: SeqOrZero,
  head_op_id: Id128,
});
export type JournalHead = Static<typeof JournalHead>;

/** The newest stream this installation wrote to, as its marker remembers it (D12). */
export const JournalMarker = Type.Object({
  stream: Id128,
  series: SeriesName,
  head_seq: SeqOrZero,
  /** The marker was written on another machine: this is a copy of that till. */
  other_machine: Type.Boolean(),
});

/** Why a durable write did not happen; `next` tells the person what to do. */
export const DiskRefusal = Type.Object({
  ok: Type.Literal(false),
  kind: Type.Union([Type.Literal('disk-full'), Type.Literal('io'), Type.Literal('out-of-order')]),
  next: Type.String(),
});

export const TillIdentity = Type.Union([
  Type.Object({ state: Type.Literal('new'), region: Type.String(), sites: Type.Array(SiteId) }),
  Type.Object({
    state: Type.Literal('enrolled'),
    region: Type.String(),
    region_number: Type.Integer(),
    sites: Type.Array(
      Type.Object({ id: SiteId, url: Type.String(), key: Type.String(), required: Type.Boolean() }),
    ),
    till_id: Type.String(),
    store: Type.String(),
    till: Type.String(),
    /** First document series of this enrolment (D13). */
    series: SeriesName,
    profile: StoreProfile,
    /** Of this till number before this enrolment. */
    last_z: Type.Optional(LastZTold),
  }),
  Type.Object({ state: Type.Literal('unusable'), reason: Type.String(), next: Type.String() }),
]);
export type TillIdentity = Static<typeof TillIdentity>;

/** What became of a sheet that was to be saved; `cancelled`: who was asked for a place gave none. */
export const PaperSaved = Type.Union([
  Type.Object({ ok: Type.Literal(true), path: Type.String() }),
  Type.Object({ ok: Type.Literal(false), kind: Type.Literal('cancelled'), next: Type.String() }),
  DiskRefusal,
]);
export type PaperSaved = Static<typeof PaperSaved>;

const Empty = Type.Object({});

/** Every verb between renderer and main: argument and answer schema. Nothing else crosses. */
export const IPC_CHANNELS = {
  'app.info': {
    arg: Empty,
    answer: Type.Object({
      host: Type.String(),
      build: Type.String(),
      key_storage: Type.String(),
      journal_host: Type.Union([Type.Literal('file'), Type.Literal('opfs')]),
      /** A payment terminal is set up; whether it answers is another matter. */
      terminal: Type.Optional(Type.Boolean()),
      /** Named crash point of the commit path to die at; tests of unpackaged builds only. */
      crash_at: Type.Optional(Type.String()),
    }),
  },
  'app.crash': { arg: Type.Object({ point: Type.String() }), answer: Empty },
  'identity.get': { arg: Empty, answer: TillIdentity },
  'identity.enrol': {
    arg: Type.Object({ code: Type.String({ maxLength: 40 }) }),
    answer: Type.Union([
      Type.Object({ ok: Type.Literal(true), identity: TillIdentity }),
      Type.Object({ ok: Type.Literal(false), kind: Type.String(), next: Type.String() }),
    ]),
  },
  /** For an export: the till's credential, and its signature over each of these op ids. */
  'identity.vouch': {
    arg: Type.Object({ op_ids: Type.Array(Id128) }),
    answer: Type.Union([
      Type.Object({
        ok: Type.Literal(true),
        credential: SignedToken,
        sigs: Type.Array(Type.String()),
      }),
      Type.Object({ ok: Type.Literal(false) }),
    ]),
  },
  /** On disk when it answers; `path` is where a person finds the file. */
  'export.save': {
    arg: Type.Object({ name: ExportName, bytes: Bytes }),
    answer: Type.Union([Type.Object({ ok: Type.Literal(true), path: Type.String() }), DiskRefusal]),
  },
  /**
   * The sheet that lies beside the page as a PDF, or `csv` as a table, where a person says. `path` is ''
   * where the host has asked for it itself and cannot know.
   */
  'paper.save': {
    arg: Type.Object({
      name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$' }),
      csv: Type.Optional(Type.String()),
    }),
    answer: PaperSaved,
  },
  /** Sales that some required site has not confirmed; `oldest_ms` is the wall time of the oldest. */
  'queue.waiting': {
    arg: Type.Object({ waiting: SeqOrZero, oldest_ms: Ms }),
    answer: Empty,
  },
  /**
   * Told at each change and every few seconds, once the till's database is open and its screen stands: what
   * a host that puts builds in place must know.
   */
  'till.moment': {
    arg: Type.Object({
      /** No basket, no payment whose end is not known, no practice, no file half written. */
      is_free: Type.Boolean(),
      is_signed_in: Type.Boolean(),
      is_shift_open: Type.Boolean(),
      /** Operations that some required site has not confirmed, and what is set aside. */
      waiting: SeqOrZero,
    }),
    answer: Empty,
  },
  'transport.request': { arg: TransportRequest, answer: TransportResult },
  'transport.abort': { arg: Type.Object({ id: Type.String() }), answer: Empty },
  /**
   * Which back-end set the till is told to use, and the stamp of the row that says so; null: the
   * champion. `took`: false where the stamp is older than the one held.
   */
  'transport.backend': {
    arg: Type.Object({ set: Type.Union([BackEndSetName, Type.Null()]), epoch: SeqOrZero }),
    answer: Type.Object({ took: Type.Boolean() }),
  },
  /**
   * Takes the till's line away for so long, by the host's own clock and an hour at most; 0 gives it back,
   * null only asks. Answers how long it is away still, ms (LD2).
   */
  'transport.line': {
    arg: Type.Object({ away_ms: Type.Union([SeqOrZero, Type.Null()]) }),
    answer: Type.Object({ away_ms: SeqOrZero }),
  },
  'transport.events': {
    arg: Type.Object({
      site: SiteId,
      stream: Type.Optional(Type.String()),
      time_ms: Type.Integer(),
      on: Type.Boolean(),
    }),
    answer: Empty,
  },
  'journal.open': {
    arg: Empty,
    answer: Type.Union([
      Type.Object({
        ok: Type.Literal(true),
        heads: Type.Array(JournalHead),
        /** What the marker outside the profile says; absent at the very first start. */
        marker: Type.Optional(JournalMarker),
        torn_bytes_cut: SeqOrZero,
      }),
      DiskRefusal,
    ]),
  },
  'journal.append': {
    arg: Type.Object({
      salt: Id128,
      series: Type.String(),
      /** Not this life's own: its lines never move the marker (RP9). */
      closed: Type.Optional(Type.Boolean()),
      lines: Type.Array(JournalLine, { minItems: 1 }),
    }),
    answer: Type.Union([
      Type.Object({ ok: Type.Literal(true), sigs: Type.Array(Type.String()) }),
      DiskRefusal,
    ]),
  },
  'journal.read': {
    arg: Type.Object({ stream: Id128, from_seq: SeqOrZero, limit: Type.Integer({ minimum: 1 }) }),
    answer: Type.Object({ lines: Type.Array(JournalLine) }),
  },
  'journal.prune': {
    arg: Type.Object({ stream: Id128, below: SeqOrZero }),
    answer: Type.Union([Type.Object({ ok: Type.Literal(true) }), DiskRefusal]),
  },
  /**
   * Answers when the receipt is on disk; a printer, where there is one, gets it afterwards and
   * `printer.state` tells how that went. Nobody waits for paper (D11).
   */
  'receipt.print': {
    arg: Type.Object({
      doc_no: Type.String(),
      text: Type.String(),
      doc: Type.Optional(ReceiptDoc),
      open_drawer: Type.Boolean(),
    }),
    answer: Type.Union([Type.Object({ ok: Type.Literal(true) }), DiskRefusal]),
  },
  /** Base64url bytes that only this till's key gives: what its receipts are vouched for with (RCP7). */
  'receipt.key': {
    arg: Empty,
    answer: Type.Union([
      Type.Object({ ok: Type.Literal(true), secret: Type.String() }),
      Type.Object({ ok: Type.Literal(false) }),
    ]),
  },
  /** One question to the payment terminal; answers in less than two minutes, whatever happens. */
  'terminal.ask': { arg: TerminalQuestion, answer: TerminalHeard },
  /** One question to the signing device; answers in less than two minutes, whatever happens. */
  'signing.ask': { arg: SigningQuestion, answer: SigningHeard },
  /** What this till tells the store's other tills of a day from now on. */
  'lan.tell': { arg: LanDay, answer: Empty },
  /** What they say of a day; `on` false: this machine knows of no LAN. Three seconds at most. */
  'lan.ask': {
    arg: Type.Object({ day: BusinessDate }),
    answer: Type.Object({ on: Type.Boolean(), heard: Type.Array(LanHeard) }),
  },
} as const satisfies Record<string, { arg: TSchema; answer: TSchema }>;

export type IpcChannel = keyof typeof IPC_CHANNELS;
export type IpcArg<C extends IpcChannel> = Static<(typeof IPC_CHANNELS)[C]['arg']>;
export type IpcAnswer<C extends IpcChannel> = Static<(typeof IPC_CHANNELS)[C]['answer']>;

/** What main tells the renderer unasked. */
export const IPC_EVENTS = {
  'transport.event': Type.Object({
    site: SiteId,
    kind: Type.Union([
      Type.Literal('open'),
      Type.Literal('poke'),
      Type.Literal('confirmed'),
      Type.Literal('drain'),
      Type.Literal('asked'),
      Type.Literal('config'),
      Type.Literal('closed'),
    ]),
    moved: Type.Optional(Moved),
  }),
  /** How the printer gets on; `waiting` receipts are tried again by themselves. */
  'printer.state': Type.Object({
    state: Type.Union([
      Type.Literal('printing'),
      Type.Literal('printed'),
      Type.Literal('waiting'),
      Type.Literal('failed'),
    ]),
    doc_no: Type.String(),
    /** Receipts not on paper yet, this one among them. */
    waiting: Type.Integer({ minimum: 0 }),
    /** What a person does next; empty where nothing. */
    next: Type.String(),
  }),
} as const satisfies Record<string, TSchema>;
export type IpcEvent = keyof typeof IPC_EVENTS;
export type IpcEventData<E extends IpcEvent> = Static<(typeof IPC_EVENTS)[E]>;
