import type { NoReceiptTold, UnprovenAsk } from '../shared/no-receipt-api.ts';
import type { TillCommands } from '../shared/till-api.ts';
import { FAKE_ARTICLES } from './fake-catalogue.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];

const askBackPrice: Ask<'ask-back-price'> = (arg) => {
  const found = FAKE_ARTICLES.find((one) =>
    'code' in arg ? one.gtin === arg.code : one.article === arg.article,
  );
  if (found === undefined) return { ok: false, kind: 'unknown-code', next: 'Unknown code.' };
  const { article, name, unit, price } = found;
  return { ok: true, article, name, unit, price, deposit: 0, days: 30 };
};

/** What the fake shop pays for goods without a receipt: their price. */
export function fakeUnproven(lines: readonly UnprovenAsk[]): NoReceiptTold {
  const goods = lines.reduce((sum, { article, qtyMilli }) => {
    const price = FAKE_ARTICLES.find((one) => one.article === article)?.price ?? 0;
    return sum + Math.round((price * qtyMilli) / 1000);
  }, 0);
  return { ok: true, goods, cash: goods, credit: goods };
}

export const FAKE_NO_RECEIPT = {
  'ask-back-price': askBackPrice,
  'tell-no-receipt': ({ lines }: { lines: UnprovenAsk[] }) => fakeUnproven(lines),
};
