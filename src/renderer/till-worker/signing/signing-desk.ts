import type {
  DocumentSignedBody,
  SigningDevice,
  SigningOutageBody,
} from '../../../contracts/signing-device.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { UnsignedReason } from '../../../domain/signing/device-signature.ts';
import { processDataOf, RECEIPT_PROCESS } from '../../../domain/signing/process-data.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { DocRow } from '../../../sync/core/ports.ts';
import { plainFact } from '../selling/facts.ts';
import { BasketTransactions } from './basket-transactions.ts';
import type { Owed } from './owed.ts';
import { settle, signOver, type Asked, type Process } from './sign-over.ts';
import type { Transactions } from './transactions.ts';

/** Longest that a receipt's paper waits for its signature; the sale and the drawer never do (TSE4). */
const PAPER_WAITS_MS = 2000;
/** Longest that a start waits for all documents together whose paper is left over from before. */
const START_WAITS_MS = 500;
/** Seals that are remembered for who asks again at once; older ones stand with their documents. */
const REMEMBERED = 200;

/** The longest pause between two looks at a device that answers rubbish, in those of one that is away. */
const LONGEST_PAUSE = 64;

/** What the till knows of its device over restarts; a single row of the database. */
export type SigningMemo = {
  /** From when on this till signs: what was sold before needs no signature. */
  since_ms: number;
  outage?: { began_ms: number; why: UnsignedReason; unsigned: number };
};
export const SIGNING_MEMO = 'signing';

export type SigningDeskPorts = {
  client: string;
  ask: SigningDevice['ask'];
  commit: (fact: Fact) => Promise<CommitResult>;
  /** Documents of these last days, sold or practised, that were there before this life of the till. */
  earlier: Promise<readonly DocRow[]>;
  memo: SigningMemo;
  /** Documents that an earlier life of the till left without their paper. */
  leftOver: ReadonlySet<string>;
  transactions: Transactions;
  /** The basket that an earlier life left open, by its id. */
  openBasket: string | undefined;
  /** ISO 4217 of what is sold here. */
  currency: string;
  today: () => string;
  wallMs: () => number;
  wait: (ms: number) => Promise<void>;
  alarm: (isDown: boolean) => void;
  /** A document's signature is known, or that there is none. */
  sealed: (doc: DocRow, seal: DocumentSignedBody) => void;
};

/**
 * The signing device of a German till (dom-F2). A document is signed once it is on disk, on the way to its
 * paper; where that fails its paper says so, and selling goes on. What becomes of each is an op of its own.
 */
export class SigningDesk {
  private readonly p: SigningDeskPorts;
  private memo: SigningMemo;
  private readonly seals = new Map<string, DocumentSignedBody>();
  private readonly underWay = new Set<string>();
  /** Without a signature, and the device was not yet asked what became of them; undefined before a look. */
  private open: Map<string, Owed> | undefined;
  /** Of this life, before the first look. */
  private readonly unsigned = new Map<string, Owed>();
  /** The only one whose receipt can be on screen. */
  private newest: DocRow | undefined;
  private isLooking = false;
  /** Looks in a row in which the device answered rubbish: asked as often as ever it would fill the log with outages. */
  private garbledLooks = 0;
  private isGarbled = false;
  private startWaits: Promise<void> | undefined;
  /** Of baskets, and of cash that moves without a document. */
  readonly baskets: BasketTransactions;

  constructor(p: SigningDeskPorts) {
    this.p = p;
    this.memo = p.memo;
    this.baskets = new BasketTransactions({
      ...p,
      isDown: () => this.isDown,
      works: () => this.works(),
      failed: (why) => this.failed(why),
      sign: (owed, isBegun) => this.sign(owed, isBegun),
    });
    if (this.memo.outage !== undefined) p.alarm(true);
  }

  get isDown(): boolean {
    return this.memo.outage !== undefined;
  }

  /** It is away, or was not yet heard of a document: somebody has to look. */
  get isOwed(): boolean {
    return this.isDown || (this.open ?? this.unsigned).size > 0;
  }

  /** How many times longer than usual the next look waits (TSE10). */
  get pause(): number {
    return Math.min(2 ** this.garbledLooks, LONGEST_PAUSE);
  }

  /** As far as it is known now. */
  sealOf(docId: string): DocumentSignedBody | undefined {
    return this.seals.get(docId);
  }

  /** The device is being asked for it. */
  isUnderWay(docId: string): boolean {
    return this.underWay.has(docId);
  }

  /** What a receipt says of its signature; after two seconds that there is none (TSE4). */
  async forPaper(doc: DocRow): Promise<DocumentSignedBody> {
    const known = this.seals.get(doc.docId) ?? doc.seal;
    if (known !== undefined) return known;
    this.newest = doc;
    const owed = this.owed(doc);
    this.p.transactions.became(owed.process.reference, doc.docId);
    this.underWay.add(doc.docId);
    const trying = this.isLeftOver(doc)
      ? settle(this.p.ask, owed.process)
      : this.baskets.signed(owed.process);
    const tooLate = this.patience(doc).then(() => 'too-late' as const);
    const first = await Promise.race([trying, tooLate]);
    if (first !== 'too-late') {
      this.underWay.delete(doc.docId);
      return this.tell(owed, first);
    }
    const seal = this.tell(owed, { why: 'silent', isHeard: false });
    void trying.then((asked) => this.cameLate({ ...owed, seal }, asked));
    return seal;
  }

  /**
   * Asks whether the device works, and what became of everything it left open; at start, and now and
   * then while it is away.
   */
  async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    this.isGarbled = false;
    try {
      const { client, wallMs } = this.p;
      const reference = `state-${wallMs()}`;
      const told = await this.p.ask({ do: 'state', client, reference });
      if (told.ok && told.answer.outcome === 'ready') this.works();
      else if (!told.ok) this.failed(told.failure);
      else if (told.answer.outcome === 'refused') this.failed(told.answer.why);
      await this.settleAll();
    } finally {
      this.isLooking = false;
      this.garbledLooks = this.isGarbled ? this.garbledLooks + 1 : 0;
    }
  }

  /** An earlier life of the till sold it, and did not see its paper. */
  isLeftOver({ docId }: DocRow): boolean {
    return this.p.leftOver.has(docId);
  }

  /** What is no document: nobody waits for it. */
  private async sign(owed: Owed, isBegun: boolean): Promise<void> {
    this.underWay.add(owed.docId);
    const asked = await signOver(this.p.ask, owed.process, isBegun);
    this.underWay.delete(owed.docId);
    this.tell(owed, asked);
  }

  private patience(doc: DocRow): Promise<void> {
    if (!this.isLeftOver(doc)) return this.p.wait(PAPER_WAITS_MS);
    this.startWaits ??= this.p.wait(START_WAITS_MS);
    return this.startWaits;
  }

  private cameLate(owed: Owed, asked: Asked): void {
    this.underWay.delete(owed.docId);
    if ('signed' in asked) this.tell(owed, asked);
    // Looks passed it by while it was under way, and the device may be back since.
    else this.lookBehind();
  }

  private lookBehind(): void {
    void this.look().catch(() => undefined);
  }

  /** Each document gets its op: also one that a power cut left between its sale and its signature (TSE5). */
  private async settleAll(): Promise<void> {
    const open = await this.openDocuments();
    for (const [docId, owed] of open) {
      const seal = this.seals.get(docId) ?? owed.seal;
      if (seal?.signed !== undefined) open.delete(docId);
      if (seal?.signed !== undefined || this.underWay.has(docId)) continue;
      if (seal !== undefined && this.isDown) continue;
      const asked = await settle(this.p.ask, owed.process);
      if ('why' in asked && asked.why === 'garbled') this.isGarbled = true;
      const isWord = 'signed' in asked || (seal === undefined && owed.isGone !== true);
      if (isWord) this.tell(owed, asked);
      if (!isOver(asked)) continue;
      open.delete(docId);
      // Of which nothing is told; else it is over behind its word.
      if (!isWord) this.baskets.over(owed.process.reference);
    }
  }

  private async openDocuments(): Promise<Map<string, Owed>> {
    if (this.open !== undefined) return this.open;
    const all = await this.p.earlier;
    const earlier = all.filter(
      ({ closedMs, seal }) => closedMs >= this.memo.since_ms && seal?.signed === undefined,
    );
    const left = [...earlier.map((doc) => this.owed(doc)), ...this.baskets.leftOver(all)];
    this.open = new Map([...left.map((owed) => [owed.docId, owed] as const), ...this.unsigned]);
    return this.open;
  }

  private owed(doc: DocRow): Owed {
    const { docId, docNo, businessDate, seal } = doc;
    return { docId, docNo, businessDate, seal, process: this.processOf(doc) };
  }

  private processOf({ docId, body }: DocRow): Process {
    // The document's body is the sale this till wrote.
    const sale = body as Sale;
    const begun = this.p.transactions.ofDocument(sale.started_ms);
    return {
      client: this.p.client,
      // A return has no basket, and one that nobody began beforehand begins with its document.
      reference: begun?.reference ?? docId,
      process_type: RECEIPT_PROCESS,
      process_data: processDataOf(sale),
    };
  }

  /** What is found out is said at once and told in turn: paper does not wait for the op. */
  private tell(owed: Owed, asked: Asked): DocumentSignedBody {
    const { docId, docNo, businessDate, process } = owed;
    const before = this.seals.get(docId) ?? owed.seal;
    if (before?.signed !== undefined) return before;
    if ('signed' in asked) this.works();
    else if (!asked.isHeard) this.failed(asked.why);
    const { client, process_type, process_data } = process;
    const seal: DocumentSignedBody = {
      doc_id: docId,
      doc_no: docNo,
      client,
      process_type,
      process_data,
      ...owed.by,
      ...this.resultOf(asked),
      ...('signed' in asked && before !== undefined ? { is_late: true as const } : {}),
    };
    this.remember(docId, seal);
    // With the word: seals are forgotten, and what was told once is not told again.
    if (!('signed' in asked) && asked.why !== 'no-device')
      (this.open ?? this.unsigned).set(docId, { ...owed, seal });
    const told = this.commit({
      ...plainFact('document-signed', businessDate, seal),
      sealed: { docId, seal },
      kept: { name: SIGNING_MEMO, value: this.memo },
    });
    // Behind its op, and where that is on disk: a kill between the two asks again, and is answered the same.
    void told.then((isTold) => isTold && this.wasTold(process.reference, asked, seal));
    if (this.newest?.docId === docId) this.p.sealed(this.newest, seal);
    return seal;
  }

  private wasTold(reference: string, asked: Asked, seal: DocumentSignedBody): void {
    if (isOver(asked)) this.baskets.over(reference);
    else this.p.transactions.told(reference, seal);
  }

  private resultOf(asked: Asked): Pick<DocumentSignedBody, 'signed' | 'unsigned'> {
    if ('signed' in asked) return { signed: asked.signed };
    const { outage } = this.memo;
    if (outage !== undefined)
      this.memo = { ...this.memo, outage: { ...outage, unsigned: outage.unsigned + 1 } };
    return { unsigned: { why: asked.why, since_ms: outage?.began_ms ?? this.p.wallMs() } };
  }

  private remember(docId: string, seal: DocumentSignedBody): void {
    this.seals.set(docId, seal);
    const [oldest] = this.seals.keys();
    if (this.seals.size > REMEMBERED && oldest !== undefined) this.seals.delete(oldest);
  }

  private failed(why: UnsignedReason): void {
    if (why === 'garbled') this.isGarbled = true;
    if (this.isDown) return;
    const outage = { began_ms: this.p.wallMs(), why, unsigned: 0 };
    this.memo = { ...this.memo, outage };
    this.p.alarm(true);
    this.tellOutage({ client: this.p.client, ...outage });
  }

  private works(): void {
    const { outage, ...rest } = this.memo;
    if (outage === undefined) return;
    this.memo = rest;
    this.p.alarm(false);
    this.tellOutage({ client: this.p.client, ...outage, ended_ms: this.p.wallMs() });
    this.baskets.beginOpen();
    // What it knows of the documents that nobody heard of is asked behind this one.
    this.lookBehind();
  }

  private tellOutage(body: SigningOutageBody): void {
    void this.commit({
      ...plainFact('signing-outage', this.p.today(), body),
      kept: { name: SIGNING_MEMO, value: this.memo },
    });
  }

  /** In turn behind what is being written; whether it was. What was not is found at the next start. */
  private async commit(fact: Fact): Promise<boolean> {
    const done = await this.p.commit(fact).catch(() => undefined);
    return done?.ok === true;
  }
}

/** Nothing more can be heard of it: the device has spoken, or there is none that could. */
const isOver = (asked: Asked): boolean =>
  'signed' in asked || asked.isHeard || asked.why === 'no-device';
