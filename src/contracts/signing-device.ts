import { Type, type Static } from 'typebox';
import { LAST_MS } from './sane.ts';

/** A time that can be written down: a device's clock may say anything, and paper and export show it. */
const Ms = Type.Integer({ minimum: 0, maximum: LAST_MS });
/** Ours, the same for every question about one transaction: what makes them idempotent (TSE3). */
const Reference = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });
/** The till's name at the device, `0417-02`. */
const Client = Type.String({ pattern: '^[0-9A-Za-z-]{1,30}$' });
const ProcessType = Type.String({ pattern: '^[A-Za-z0-9-]{1,30}$' });
/** Signs that a square holds and that no field of it ends with. */
const ProcessData = Type.String({ pattern: '^[ -:<-~]{1,200}$' });
/** Two of them and all else of a receipt's square fit into its 900 signs; a key of P-521 has 212. */
const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]{8,240}={0,2}$' });
const Count = Type.Integer({ minimum: 1, maximum: 0xffff_ffff });

/** What a device says of one transaction that it has signed; see `DeviceSignature` of the domain. */
export const DeviceSignature = Type.Object({
  serial: Type.String({ pattern: '^[A-Za-z0-9 -]{8,100}$' }),
  is_simulator: Type.Optional(Type.Literal(true)),
  algorithm: Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' }),
  time_format: Type.String({ pattern: '^[A-Za-z]{1,30}$' }),
  public_key: Base64,
  transaction: Count,
  counter: Count,
  started_ms: Ms,
  logged_ms: Ms,
  signature: Base64,
});
export type DeviceSignature = Static<typeof DeviceSignature>;

/**
 * What a till asks of a signing device. `start` begins a transaction; `finish` signs what it was, and
 * ends it; `status` asks what became of a reference; `state` whether the device works. Asked again with
 * the same reference, each answers as it did: nothing is signed twice.
 */
export const SigningQuestion = Type.Union([
  Type.Object({ do: Type.Literal('start'), client: Client, reference: Reference }),
  Type.Object({
    do: Type.Literal('finish'),
    client: Client,
    reference: Reference,
    process_type: ProcessType,
    process_data: ProcessData,
  }),
  Type.Object({ do: Type.Literal('status'), client: Client, reference: Reference }),
  Type.Object({ do: Type.Literal('state'), client: Client, reference: Reference }),
]);
export type SigningQuestion = Static<typeof SigningQuestion>;

/**
 * What a device says. `unknown`: it never began a transaction under this reference. `refused`: it cannot
 * sign at all (certificate, memory), or `other-data`: it signed something else under this reference.
 */
export const SigningAnswer = Type.Union([
  Type.Object({ outcome: Type.Literal('started'), reference: Reference, transaction: Count }),
  Type.Object({
    outcome: Type.Literal('signed'),
    reference: Reference,
    process_data: ProcessData,
    signed: DeviceSignature,
  }),
  Type.Object({ outcome: Type.Literal('unknown'), reference: Reference }),
  Type.Object({ outcome: Type.Literal('ready'), reference: Reference }),
  Type.Object({
    outcome: Type.Literal('refused'),
    reference: Reference,
    why: Type.Union([
      Type.Literal('certificate-expired'),
      Type.Literal('memory-full'),
      Type.Literal('other-data'),
    ]),
  }),
]);
export type SigningAnswer = Static<typeof SigningAnswer>;

/**
 * An answer, or why there is none. `unreachable`: nothing was sent. `silent`, `cut-off` and `garbled`: it
 * was sent, and what became of it is to be asked.
 */
export const SigningHeard = Type.Union([
  Type.Object({ ok: Type.Literal(true), answer: SigningAnswer }),
  Type.Object({
    ok: Type.Literal(false),
    failure: Type.Union([
      Type.Literal('no-device'),
      Type.Literal('unreachable'),
      Type.Literal('silent'),
      Type.Literal('cut-off'),
      Type.Literal('garbled'),
    ]),
  }),
]);
export type SigningHeard = Static<typeof SigningHeard>;

/** A signing device of whatever make; one adapter each. */
export type SigningDevice = {
  ask(question: SigningQuestion): Promise<SigningHeard>;
};

const Why = Type.Union([
  Type.Literal('no-device'),
  Type.Literal('unreachable'),
  Type.Literal('silent'),
  Type.Literal('cut-off'),
  Type.Literal('garbled'),
  Type.Literal('interrupted'),
  Type.Literal('certificate-expired'),
  Type.Literal('memory-full'),
  Type.Literal('other-data'),
]);
const Name = Type.String({ minLength: 1, maxLength: 100 });

/**
 * What became of a document's signature (dom-F2): it, or why there is none. A document may have two of
 * them, the second `is_late`: its paper says that there is none, and the device has signed it all the same.
 * Cash that moved without a document stands under the id that an export knows it by, a basket that was
 * given up or put aside under its transaction's reference (TSE7, TSE8).
 */
export const DocumentSignedBody = Type.Object({
  doc_id: Name,
  doc_no: Name,
  client: Client,
  process_type: ProcessType,
  process_data: ProcessData,
  signed: Type.Optional(DeviceSignature),
  unsigned: Type.Optional(Type.Object({ why: Why, since_ms: Ms })),
  is_late: Type.Optional(Type.Literal(true)),
  /** Of a basket that was not sold, where it is known: who ended it, and in which shift. */
  cashier: Type.Optional(Name),
  shift_id: Type.Optional(Name),
});
export type DocumentSignedBody = Static<typeof DocumentSignedBody>;

/** The device failed, or works again; told twice for each outage, the second time with its end. */
export const SigningOutageBody = Type.Object({
  client: Client,
  began_ms: Ms,
  why: Why,
  ended_ms: Type.Optional(Ms),
  /** Documents that were left without a signature meanwhile. */
  unsigned: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
});
export type SigningOutageBody = Static<typeof SigningOutageBody>;
