import { ShiftClosedBody } from '../../../contracts/end-of-day.ts';
import { parse } from '../../../contracts/parse.ts';
import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { ShiftFold } from '../../../domain/cashup/fold-shift.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ZRow } from '../../../sync/core/ports.ts';
import type { CloseCommands, ZHit } from '../../shared/close-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { say } from '../../shared/words/say.ts';
import { BUSY, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { ofDrawer, type Seller } from '../selling/copy-desk.ts';
import { plainFact } from '../selling/facts.ts';
import { NO_SHIFT, NO_SUCH_Z } from './close-refusals.ts';
import { newestFirst, zNumber } from './last-z.ts';

export type ZDeskPorts = {
  seller: () => Seller | undefined;
  zs: () => Promise<ZRow[]>;
  running: () => Promise<ShiftFold | undefined>;
  isShiftOpen: () => boolean;
  mayRead: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  mayCopy: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  xPaper: (fold: ShiftFold, atMs: number) => ReceiptDoc;
  zPaper: (
    z: ShiftClosedBody,
    copy?: { number: number; atMs: number },
    adjusted?: ZRow['adjusted'],
  ) => ReceiptDoc;
  print: (name: string, doc: ReceiptDoc) => Promise<void>;
  /** Store and till, for the paper's name. */
  place: string;
  wallMs: () => number;
};

/** Reports on paper and screen: the running figures (X), and Zs that were written. */
export class ZDesk {
  private readonly p: ZDeskPorts;
  private isPrinting = false;

  constructor(p: ZDeskPorts) {
    this.p = p;
  }

  async x({
    prints,
    approver,
  }: CloseCommands['x-report']['arg']): Promise<CloseCommands['x-report']['answer']> {
    if (!this.p.isShiftOpen()) return NO_SHIFT;
    const signed = await this.p.mayRead(approver);
    if (!signed.ok) return signed;
    const fold = await this.p.running();
    if (fold === undefined || !this.p.isShiftOpen()) return NO_SHIFT;
    const atMs = this.p.wallMs();
    const doc = this.p.xPaper(fold, atMs);
    if (!prints) return { ok: true, doc };
    return this.p.print(`${this.p.place}-X-${String(atMs)}`, doc).then(
      () => ({ ok: true, doc }) as const,
      () => ({
        ok: false,
        kind: 'not-printed',
        next: say('The report was not printed. Try again.'),
      }),
    );
  }

  async list(): Promise<ZHit[]> {
    if (this.p.seller() === undefined) return [];
    return newestFirst(await this.p.zs()).flatMap(({ body, copies = 0 }) => {
      const z = parse(ShiftClosedBody, body);
      if (z === undefined) return [];
      const { z_id: zId, closed_ms: closedMs, closed_by: closedBy, currency } = z;
      const { net } = z.figures;
      return [{ zId, number: zNumber(z), closedMs, closedBy, net, currency, copies }];
    });
  }

  async show(zId: string): Promise<CloseCommands['show-z']['answer']> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    const found = await this.find(zId);
    // The drawer belongs to the first paper alone.
    return found === undefined
      ? NO_SUCH_Z
      : { ok: true, doc: this.p.zPaper(found.z, undefined, found.row.adjusted) };
  }

  /** Only as a copy: told with its number before it is on paper (dom-Z1, RCP8). */
  async copy({
    approver,
    ...asked
  }: CloseCommands['print-z']['arg']): Promise<CloseCommands['print-z']['answer']> {
    if (this.isPrinting) return BUSY;
    this.isPrinting = true;
    try {
      const signed = await this.p.mayCopy(approver);
      return signed.ok ? await this.copied(asked, signed) : signed;
    } finally {
      this.isPrinting = false;
    }
  }

  private async copied(
    { zId, toFile }: { zId: string; toFile?: true },
    signed: SignedOff,
  ): Promise<CloseCommands['print-z']['answer']> {
    const seller = this.p.seller();
    if (seller?.cashier !== signed.cashier) return NOT_SIGNED_IN;
    const found = await this.find(zId);
    if (found === undefined) return NO_SUCH_Z;
    const copy = (found.row.copies ?? 0) + 1;
    const number = zNumber(found.z);
    const { cashier, approver } = signed;
    const who = approver === undefined ? { cashier } : { cashier, approver };
    const body = { doc_id: zId, doc_no: number, copy, ...who, ...ofDrawer(seller) };
    const done = await this.p.commit({
      ...plainFact('receipt-copied', seller.businessDate, body),
      copied: { docId: zId, count: copy },
    });
    if (!done.ok)
      return { ok: false, kind: done.kind, next: say('No copy was printed. Try again.') };
    const mark = { number: copy, atMs: this.p.wallMs() };
    const doc = this.p.zPaper(found.z, mark, found.row.adjusted);
    if (toFile === true) return { ok: true, copy, doc };
    return this.p.print(`${number}-copy-${String(copy)}`, doc).then(
      () => ({ ok: true, copy, doc }) as const,
      () => ({ ok: false, kind: 'not-printed', next: say('The copy was not printed. Try again.') }),
    );
  }

  private async find(zId: string): Promise<{ row: ZRow; z: ShiftClosedBody } | undefined> {
    const row = (await this.p.zs()).find((one) => one.zId === zId);
    const z = row && parse(ShiftClosedBody, row.body);
    return row === undefined || z === undefined ? undefined : { row, z };
  }
}
