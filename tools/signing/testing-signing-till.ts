import { sha256 } from '@noble/hashes/sha2.js';
import type { DocumentSignedBody, SigningDevice } from '../../src/contracts/signing-device.ts';
import { closeSale } from '../../src/domain/close-sale.ts';
import { basketId, docId } from '../../src/domain/ids.ts';
import { minor } from '../../src/domain/money.ts';
import {
  article,
  basketOf,
  CENT,
  GERMANY,
  IDENTITY,
  valueOf,
} from '../../src/domain/testing/sale-arbitraries.ts';
import type { ReceiptDoc } from '../../src/contracts/receipt-doc.ts';
import type { StoreProfile } from '../../src/contracts/store-profile.ts';
import { tcpSigningDevice } from '../../src/main/signing/tcp-signing-device.ts';
import type { HostLink } from '../../src/renderer/till-worker/host-link.ts';
import { documentFact } from '../../src/renderer/till-worker/selling/facts.ts';
import { receiptDoc } from '../../src/renderer/till-worker/selling/receipt-doc.ts';
import { printSigned } from '../../src/renderer/till-worker/signing/print-signed.ts';
import {
  SIGNING_MEMO,
  SigningDesk,
  type SigningMemo,
} from '../../src/renderer/till-worker/signing/signing-desk.ts';
import { toldToDevice } from '../../src/renderer/till-worker/signing/told-to-device.ts';
import { SIGNING_OPEN, Transactions } from '../../src/renderer/till-worker/signing/transactions.ts';
import { Committer } from '../../src/sync/core/commit.ts';
import { emptyDisk, MemoryStore } from '../../src/sync/testing/memory-store.ts';
import { MemoryJournal } from '../../src/sync/testing/memory-journal.ts';
import { streamRow } from '../../src/sync/testing/local-store-contract.ts';

const PROFILE = {
  name: 'Marktplatz',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: '' },
} as StoreProfile;

const utf8 = new TextEncoder();
const decoder = new TextDecoder();
/** Silence that is too long for a device here, ms: longer than paper waits. */
const PATIENCE_MS = 6000;
const BEFORE_ALL_SALES = 1;

let referencesGiven = 0;

export type SigningDisk = ReturnType<typeof emptyDisk>;
export const newDisk = emptyDisk;

type Life = {
  disk: SigningDisk;
  device: SigningDevice;
  /** The till dies before it asks for a signature. */
  diesBeforeSigning?: boolean;
  /** The basket that stands open on the disk, by its id. */
  openBasket?: string;
  /** The disk is full for ops of this kind. */
  loses?: string;
};

/** A till of a German store over this disk; what it printed, in order, and what it told. */
export function signingTill({ disk, device, diesBeforeSigning = false, openBasket, loses }: Life) {
  const store = new MemoryStore(disk);
  const papers: { name: string; doc: ReceiptDoc; atMs: number }[] = [];
  const alarms: boolean[] = [];
  const host = {
    invoke: async (_verb: string, { doc_no: name, doc }: { doc_no: string; doc: ReceiptDoc }) => {
      papers.push({ name, doc, atMs: performance.now() });
      return { ok: true };
    },
  } as unknown as Pick<HostLink, 'invoke'>;
  const desk: SigningDesk = new SigningDesk({
    client: '0417-02',
    ask: (question) => device.ask(question),
    commit: (fact) =>
      fact.kind === loses
        ? Promise.resolve({ ok: false, kind: 'store-failed', next: '' })
        : committer.commit(fact),
    memo: (disk.kept.get(SIGNING_MEMO) as SigningMemo | undefined) ?? {
      since_ms: BEFORE_ALL_SALES,
    },
    earlier: Promise.resolve([...disk.docs.values(), ...disk.trainingDocs.values()]),
    transactions: new Transactions({
      held: disk.kept.get(SIGNING_OPEN),
      keep: async (open) => void disk.kept.set(SIGNING_OPEN, structuredClone(open)),
      newId: () => `basket-transaction-${++referencesGiven}`,
    }),
    openBasket,
    currency: 'EUR',
    leftOver: new Set([...disk.pending.values()].flatMap(({ docId: id }) => id ?? [])),
    today: () => '2026-11-22',
    wallMs: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    alarm: (isDown) => void alarms.push(isDown),
    sealed: () => undefined,
  });
  const committer: Committer = new Committer(
    [...disk.streams.values()][0] ?? streamRow(),
    {
      store,
      journal: new MemoryJournal(),
      clock: { now: () => performance.now(), wallMs: Date.now, wakeAt: () => () => undefined },
      sha256,
      utf8: (text) => utf8.encode(text),
      print: (doc) =>
        diesBeforeSigning
          ? new Promise<never>(() => undefined)
          : printSigned(
              host,
              doc,
              (sale, copy, seal) =>
                receiptDoc(sale, PROFILE, {
                  code: undefined,
                  seal,
                  ...(copy === undefined ? {} : { copy }),
                }),
              desk,
            ),
      reached: async () => undefined,
      alarm: () => undefined,
    },
    (_row, op) => toldToDevice(desk, op),
    disk.training,
  );
  return { desk, committer, papers, alarms, disk };
}

export type SigningTill = ReturnType<typeof signingTill>;

const bread = article({ article: '1', unitPrice: minor(1190), taxCodes: ['S'] });

/** A basket with bread for 11.90 in it. */
export const goodsOf = (id: string) => ({
  ...basketOf({ type: 'add', article: bread, qtyMilli: 1000 }),
  basketId: basketId(id),
});

/** Sells bread for 11.90 in cash. */
export function sell({ committer }: SigningTill, id: string) {
  return committer.commit(
    documentFact('2026-11-22', ({ series, number, training }) => {
      const place = { store: '0417', till: '02', series, number, ...(training && { training }) };
      return valueOf(
        closeSale({
          basket: basketOf({ type: 'add', article: bread, qtyMilli: 1000 }),
          taxSetup: GERMANY,
          cashPolicy: CENT,
          tenders: [{ type: 'cash', tendered: minor(2000) }],
          identity: { ...IDENTITY, docId: docId(id), number: place },
        }),
      );
    }),
  );
}

type ToldBody = DocumentSignedBody & { ended_ms?: number };

/** What the till told of its device, in order. */
export function toldOf({ disk }: Pick<SigningTill, 'disk'>): { kind: string; body: ToldBody }[] {
  return [...disk.ops.values()]
    .flat()
    .map(({ raw }) => JSON.parse(decoder.decode(raw)) as { kind: string; body: ToldBody })
    .filter(({ kind }) => kind === 'document-signed' || kind === 'signing-outage');
}

export const deviceAt = (port: number): SigningDevice =>
  tcpSigningDevice({ host: '127.0.0.1', port, patienceMs: PATIENCE_MS });

/** The words on the paper of a document. */
export function paperOf({ papers }: SigningTill, name: string): string {
  const found = papers.find((paper) => paper.name === name);
  return found === undefined ? '' : JSON.stringify(found.doc);
}
