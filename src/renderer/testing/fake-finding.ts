import type { TillCommands } from '../shared/till-api.ts';
import { FAKE_ARTICLES, fakeDepartments } from './fake-catalogue.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];

const search: Ask<'search'> = ({ text, limit }) => {
  const wanted = text.toLowerCase();
  const hits = FAKE_ARTICLES.filter((one) => one.name.toLowerCase().includes(wanted));
  return { hits: hits.slice(0, limit), total: hits.length };
};

const askPrice: Ask<'ask-price'> = (arg) => {
  const found = FAKE_ARTICLES.find((one) =>
    'code' in arg ? one.gtin === arg.code : one.article === arg.article,
  );
  if (found === undefined) return { ok: false, kind: 'unknown-code', next: 'Unknown code.' };
  const { article, name, unit, price } = found;
  return { ok: true, article, name, unit, price, promotions: [] };
};

/** What is looked up in the fake shop. */
export const FAKE_FINDING = { search, departments: fakeDepartments, 'ask-price': askPrice };
