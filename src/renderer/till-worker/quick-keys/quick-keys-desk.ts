import { QuickKeysSetBody } from '../../../contracts/quick-keys.ts';
import { parse } from '../../../contracts/parse.ts';
import { isCardText } from '../../../domain/pay/card-text.ts';
import {
  mergePages,
  newestVersions,
  nextStamp,
  type MergedPage,
} from '../../../domain/quick-keys/merge-pages.ts';
import type { QuickKey, QuickPageVersion } from '../../../domain/quick-keys/quick-page.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { QuickKeyView, QuickPageView, QuickPageWanted } from '../../shared/quick-keys-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import type { ArticleHit, Done, Refusal } from '../../shared/till-api.ts';
import { BUSY, DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import type { Seller } from '../selling/copy-desk.ts';
import { plainFact } from '../selling/facts.ts';
import { later, say } from '../../shared/words/say.ts';

export type QuickKeysPorts = {
  till: string;
  /** What this till knows, its own and the other tills'. */
  load: () => Promise<QuickPageVersion[]>;
  keep: (versions: readonly QuickPageVersion[]) => Promise<void>;
  /** What head office knows of the store; undefined where it says nothing. */
  fetch: () => Promise<QuickPageVersion[] | undefined>;
  /** The row that `load` reads, for the transaction of a save. */
  row: (versions: readonly QuickPageVersion[]) => NonNullable<Fact['kept']>;
  commit: (fact: Fact) => Promise<CommitResult>;
  seller: () => Seller | undefined;
  may: (approver: Approver | undefined) => Promise<SignedOff | Refusal>;
  hit: (article: string) => ArticleHit | undefined;
  correctedMs: () => number;
  changed: (revision: number) => void;
};

const BAD_PAGES: Refusal = {
  ok: false,
  kind: 'bad-pages',
  next: later('Every page and key needs a name of at most 30 signs; 20 pages, 60 keys a page.'),
};
const CARD: Refusal = {
  ok: false,
  kind: 'card-number',
  next: later('A name looks like a card number. It must not be kept anywhere.'),
};

/**
 * The store's quick keys at this till (QK1): what it saved counts here at once, also without the line;
 * what other tills saved comes from head office, and every till works out alike which version counts.
 */
export class QuickKeysDesk {
  private readonly p: QuickKeysPorts;
  private versions: QuickPageVersion[] = [];
  private readonly loaded: Promise<void>;
  private revision = 0;
  private isSaving = false;

  constructor(p: QuickKeysPorts) {
    this.p = p;
    // Keys are a convenience: where they cannot be read the till sells without them.
    this.loaded = p.load().then(
      (held) => this.took(held),
      () => undefined,
    );
  }

  async pages(isFresh: boolean): Promise<QuickPageView[]> {
    await (isFresh ? this.refresh() : this.loaded);
    return mergePages(this.versions).flatMap((merged) =>
      merged.page.gone && merged.beside.length === 0 ? [] : [this.view(merged)],
    );
  }

  /** Asks head office; without an answer everything stays as it is. */
  async refresh(): Promise<void> {
    await this.loaded;
    const heard = await this.p.fetch().catch(() => undefined);
    // What is being saved goes first; the other tills' come with the next look.
    if (heard === undefined || this.isSaving) return;
    const next = newestVersions(this.versions, heard);
    if (JSON.stringify(next) === JSON.stringify(this.versions)) return;
    await this.p.keep(next);
    this.took(newestVersions(this.versions, next));
  }

  async save(wanted: readonly QuickPageWanted[], approver?: Approver): Promise<Done | Refusal> {
    if (this.p.seller() === undefined) return NOT_SIGNED_IN;
    if (this.isSaving) return BUSY;
    this.isSaving = true;
    try {
      await this.loaded;
      return await this.saved(wanted, approver);
    } finally {
      this.isSaving = false;
    }
  }

  private async saved(
    wanted: readonly QuickPageWanted[],
    approver: Approver | undefined,
  ): Promise<Done | Refusal> {
    const pages = changedPages(wanted, this.versions);
    if (pages.length === 0) return DONE;
    const names = pages.flatMap(({ name, keys }) => [name, ...keys.map(({ label }) => label)]);
    if (names.some(isCardText)) return CARD;
    const stamp = nextStamp(this.p.correctedMs(), this.versions);
    const trial = { cashier: '', stamp_ms: stamp, pages };
    if (parse(QuickKeysSetBody, trial) === undefined) return BAD_PAGES;
    const signed = await this.p.may(approver);
    if (!signed.ok) return signed;
    const seller = this.p.seller();
    if (seller?.cashier !== signed.cashier) return NOT_SIGNED_IN;
    const who = signed.approver === undefined ? {} : { approver: signed.approver };
    const body = { ...trial, cashier: signed.cashier, ...who };
    const own = pages.map((page) => ({ ...page, till: this.p.till, stamp_ms: stamp }));
    const next = newestVersions(this.versions, own);
    const fact = plainFact('quick-keys-set', seller.businessDate, body);
    const done = await this.p.commit({ ...fact, kept: this.p.row(next) });
    if (!done.ok) return { ok: false, kind: done.kind, next: say('Nothing was saved. Try again.') };
    this.took(newestVersions(this.versions, own));
    return DONE;
  }

  private took(versions: QuickPageVersion[]): void {
    this.versions = versions;
    this.revision += 1;
    this.p.changed(this.revision);
  }

  private view({ page, beside }: MergedPage): QuickPageView {
    return {
      pageId: page.page_id,
      name: page.name,
      stampMs: page.stamp_ms,
      keys: page.gone ? [] : this.keysOf(page),
      beside: beside.map((one) => ({ till: one.till, name: one.name, keys: this.keysOf(one) })),
    };
  }

  private keysOf({ keys }: QuickPageVersion): QuickKeyView[] {
    return keys.map((key) => ({ ...key, hit: this.p.hit(key.article) }));
  }
}

/** Of what is wanted, what differs from the versions it was made of. */
function changedPages(
  wanted: readonly QuickPageWanted[],
  versions: readonly QuickPageVersion[],
): QuickKeysSetBody['pages'] {
  const current = new Map(mergePages(versions).map((merged) => [merged.page.page_id, merged]));
  return wanted.flatMap(({ pageId, name, baseMs, gone, keys }, place) => {
    const known = current.get(pageId);
    const page = { page_id: pageId, name: name.trim(), place, base_ms: baseMs, gone };
    const next = { ...page, keys: keys.map(keyOf) };
    const settles = known !== undefined && known.beside.length > 0;
    return !settles && isSame(next, known?.page) ? [] : [next];
  });
}

/** Field by field: what a screen added to a key does not travel. */
function keyOf({ article, label, hue, picture }: QuickKey): QuickKey {
  return { article, label: label.trim(), hue, ...(picture === undefined ? {} : { picture }) };
}

function isSame(next: QuickKeysSetBody['pages'][number], known?: QuickPageVersion): boolean {
  // A page that was never saved and is gone again was never there.
  if (known === undefined) return next.gone;
  const { name, place, gone, keys } = known;
  const was = { name, place, gone, keys: keys.map(keyOf) };
  const is = { name: next.name, place: next.place, gone: next.gone, keys: next.keys };
  return JSON.stringify(was) === JSON.stringify(is);
}
