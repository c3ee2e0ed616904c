import type { ReceiptDoc } from '../../../contracts/receipt-doc.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { NoSaleReason } from '../../../domain/after/after-reason.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import { AFTER_WORDS } from '../../shared/reason-words.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import type { Counter } from '../counter.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { plainFact } from '../selling/facts.ts';
import { say, sayLaterToCustomer, sayToCustomer } from '../../shared/words/say.ts';

export type DrawerDeskPorts = {
  seller: Counter['inHand'];
  /** Who counts that drawer, where the count has let them in. */
  counting: (shiftId: string) => ReturnType<Counter['inHand']>;
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  commit: (fact: Fact) => Promise<CommitResult>;
  print: (name: string, doc: ReceiptDoc) => Promise<void>;
  profile: Pick<StoreProfile, 'name' | 'locale' | 'time_zone'>;
  /** Store and till, for the slip's name. */
  place: string;
  wallMs: () => number;
};

/**
 * Opens the drawer without a sale. It is told before it opens: a drawer that a power cut keeps shut was
 * counted, and none springs open untold (dom-A6).
 */
export class DrawerDesk {
  private readonly p: DrawerDeskPorts;
  private isOpening = false;

  constructor(p: DrawerDeskPorts) {
    this.p = p;
  }

  /** A key pressed twice opens it once. `shiftId`: the drawer that is counted, without a name that in hand. */
  async open(reason: NoSaleReason, approver?: Approver, shiftId?: string): Promise<Done | Refusal> {
    const at = () => (shiftId === undefined ? this.p.seller() : this.p.counting(shiftId));
    if (at() === undefined) return NOT_SIGNED_IN;
    if (this.isOpening) return BUSY;
    this.isOpening = true;
    try {
      return await this.opened(at, reason, approver);
    } finally {
      this.isOpening = false;
    }
  }

  private async opened(
    at: DrawerDeskPorts['seller'],
    reason: NoSaleReason,
    approver: Approver | undefined,
  ): Promise<Done | Refusal> {
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    const seller = at();
    if (seller?.cashier !== signed.cashier) return NOT_SIGNED_IN;
    const { cashier, shift } = seller;
    const who = signed.approver === undefined ? {} : { approver: signed.approver };
    const body = { cashier, shift_id: shift.shiftId, reason, ...who };
    const told = await this.p.commit(plainFact('drawer-opened', shift.businessDate, body));
    if (!told.ok)
      return {
        ok: false,
        kind: told.kind,
        next: say('The drawer stays shut. Try again.'),
      };
    const atMs = this.p.wallMs();
    try {
      await this.p.print(`${this.p.place}-drawer-${atMs}`, this.slip(cashier, reason, atMs));
    } catch {
      return {
        ok: false,
        kind: 'not-printed',
        next: say('The drawer was not opened. Try again.'),
      };
    }
    return DONE;
  }

  private slip(cashier: string, reason: NoSaleReason, atMs: number): ReceiptDoc {
    const { name, locale, time_zone: timeZone } = this.p.profile;
    const style = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
    const when = new Intl.DateTimeFormat(locale, style).format(atMs);
    return [
      { kind: 'drawer' },
      { kind: 'text', text: name, weight: 'strong' },
      { kind: 'text', text: sayToCustomer('Drawer opened without a sale'), weight: 'strong' },
      {
        kind: 'pair',
        left: when,
        right: sayToCustomer('Cashier {cashier}', { cashier }),
        weight: 'plain',
      },
      { kind: 'text', text: sayLaterToCustomer(AFTER_WORDS[reason]), weight: 'plain' },
      { kind: 'cut' },
    ];
  }
}
