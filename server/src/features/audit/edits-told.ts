/** Datasets that people write with the admin token, and how one row and several of them are called. */
export const EDITS = {
  article: ['Article', 'articles'],
  price: ['Price', 'prices'],
  promotion: ['Promotion', 'promotions'],
  staff: ['Person', 'people of stores'],
  permission: ['Right', 'rights'],
  store: ['Store', 'stores'],
  customer: ['Customer', 'customers'],
} as const;

/** Those of them whose keys begin with a store: a manager reads what was done about theirs. */
export const EDITS_OF_STORES = ['staff', 'permission', 'store'] as const;

export const isEdit = (dataset: string): dataset is keyof typeof EDITS =>
  Object.hasOwn(EDITS, dataset);

/**
 * Pure. What was written in one go, by its keys: values stay out, since a person's row holds what their PIN
 * is checked by. `key` is the first of `rows` keys.
 */
export function editWords(
  dataset: keyof typeof EDITS,
  key: string,
  op: string,
  rows: number,
): string {
  const [one, many] = EDITS[dataset];
  const done = op === 'del' ? 'removed' : 'written';
  if (rows === 1) return `${one} ${key} ${done}`;
  return `${rows.toLocaleString('en')} ${many} ${done}, ${key} the first`;
}
