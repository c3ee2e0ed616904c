import type { CloseProblem } from '../../../domain/close-sale.ts';
import { must } from '../../../domain/assert.ts';
import { sumMinor } from '../../../domain/money.ts';
import type { Sale } from '../../../domain/sale.ts';
import { creditGiven } from '../../../domain/stored-value/credit-number.ts';
import type { Refusal, SoldView } from '../../shared/till-api.ts';
import { isCash } from '../../../domain/pay/sale-tender.ts';
import { tenderWords } from '../../shared/tender-words.ts';
import type { Fact, NextNumber } from '../../../sync/core/commit.ts';
import type { TillCore } from '../till-core.ts';
import { saleFact, saleWith, type SaleInput } from './facts.ts';
import { later, say } from '../../shared/words/say.ts';

const NEXT: Partial<Record<CloseProblem, string>> = {
  'empty-basket': later('Scan an article first.'),
  'training-and-real': later(
    'What is practised and what is real stay apart. Take the lines that come back off.',
  ),
  'other-taxes': later(
    'A tax changed since the goods that come back were sold. Take their lines off, and return them by their receipt.',
  ),
  'not-settled': later('The cash given does not cover the amount due.'),
  'surplus-tender': later('This sale is paid already. Take that payment alone.'),
  'more-than-due': later('This is more than is open. Enter a smaller amount.'),
};

/** Any number of the kind that the next document gets: of training while that is on (TRN4). */
export function trialNumber({
  head,
  training,
}: Pick<TillCore['committer'], 'head' | 'training'>): NextNumber {
  return { series: head.series, number: 1, ...(training && { training: true as const }) };
}

/** Why this basket cannot be paid so; undefined when it can. Closed on trial with `trialNumber`. */
export function whyNotPayable(input: SaleInput, number: NextNumber): Refusal | undefined {
  const trial = saleWith(input, number);
  return trial.ok ? undefined : notPayable(trial.error);
}

export function notPayable(kind: CloseProblem): Refusal {
  const next = NEXT[kind] ?? say('This sale cannot be closed. Cancel it and scan again.');
  return { ok: false, kind, next };
}

/** Commits the sale; the answer comes when it is on disk (D11). */
export function checkOut(
  core: TillCore,
  input: SaleInput,
): Promise<{ ok: true; sale: SoldView } | Refusal> {
  return commitDocument(core, saleFact(input));
}

/** Commits any document, and shows it as it stands on paper. */
export async function commitDocument(
  core: TillCore,
  fact: Fact,
): Promise<{ ok: true; sale: SoldView } | Refusal> {
  const result = await core.committer.commit(fact);
  if (!result.ok) return { ok: false, kind: result.kind, next: result.next };
  const { op, doc, journal, journalNext } = result;
  if (op.kind === 'sale') core.store.sold({ stream: op.stream, seq: op.seq, atMs: op.atMs });
  // The document's body is the sale that the fact closed.
  const sale = must(doc, 'a sale is a document').body as Sale;
  return {
    ok: true,
    sale: {
      docNo: sale.doc_no,
      total: sale.totals.gross,
      cashRounding: sale.cash_rounding,
      tendered: sumMinor(sale.tenders.map(({ tendered }) => tendered)),
      change: sumMinor(sale.tenders.map(({ change }) => change)),
      cashOut: cashOut(sale),
      credit: creditGiven(sale, undefined)?.amount ?? 0,
      paid: sale.tenders.map((tender) => ({
        words: tenderWords(tender),
        amount: tender.tendered,
      })),
      isTraining: sale.training === true,
      receipt: core.receipts.receiptOf(sale, undefined, core.signing?.sealOf(sale.doc_id)),
      journal,
      next: journalNext,
    },
  };
}

/** What the drawer pays out of a document that pays out; a magnitude. */
function cashOut({ tenders }: Sale): number {
  const cash = tenders.filter(({ type, amount }) => isCash(type) && amount < 0);
  return 0 - sumMinor(cash.map(({ amount }) => amount));
}
