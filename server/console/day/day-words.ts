import type {
  DayTill,
  LeadTold,
  StoreDayAnswer,
  ZProof,
} from '../../../src/contracts/store-day.ts';
import { count } from '../in-words.ts';

type Day = Pick<StoreDayAnswer, 'tills' | 'closes' | 'is_complete'>;

/** Tills without a Z of the day, as head office knows them; the site judges by the same rule. */
export const missingTills = ({ tills }: Pick<Day, 'tills'>): string[] =>
  tills.filter(({ state }) => state !== 'closed').map(({ till }) => till);

/** Pure. How the day stands, in one sentence. */
export function dayVerdict(day: Day): string {
  const told = day.tills.filter(({ state }) => state !== 'silent');
  const missing = missingTills(day);
  const closed =
    day.closes.length === 0 ? '' : ` The day was closed ${closedWhere(day.closes.at(-1))}.`;
  if (told.length === 0) return `No till told of a shift on this day.${closed}`;
  if (day.is_complete && missing.length === 0)
    return `Every till is closed, and all of it is proven.${closed}`;
  if (day.is_complete)
    return `What was told is closed and proven; nothing was heard of ${tillsNamed(missing)}.${closed}`;
  if (missing.length > 0) return `Not closed yet: ${tillsNamed(missing)}.${closed}`;
  return `Every till is closed, but not all of it is proven yet.${closed}`;
}

const closedWhere = (close: Day['closes'][number] | undefined): string =>
  close?.at === 'head-office' ? 'at head office' : `at till ${close?.till ?? ''}`;

export const tillsNamed = (tills: readonly string[]): string =>
  `${tills.length === 1 ? 'till' : 'tills'} ${tills.join(', ')}`;

const STATES: Readonly<Record<DayTill['state'], string>> = {
  silent: 'Not heard',
  open: 'Open',
  counted: 'Counted',
  closed: 'Closed',
};
export const stateWords = (state: DayTill['state']): string => STATES[state];

/** A proof as people read it. */
export function proofWords({ state, documents, missing }: ZProof): string {
  switch (state) {
    case 'whole':
      return `Proven: all ${count(documents)} documents are at both sites`;
    case 'waiting':
      return 'Here; the other site has not confirmed all of it';
    case 'missing':
      return `${count(missing.documents)} documents are not here yet`;
    case 'differs':
      return 'Differs from what the till told';
    case 'archived':
      return 'Proven; its documents are in the archive';
  }
}

/** What is wrong with a proof, each in a sentence; none where it is whole. */
export function proofFaults(proof: ZProof): string[] {
  const { missing, differences, faults } = proof;
  return [
    ...(missing.numbers.length > 0 ? [`Not here: ${missing.numbers.join(', ')}`] : []),
    ...differences.map(
      ({ figure, told, found }) => `${figure}: told ${plain(told)}, found ${plain(found)}`,
    ),
    ...faults,
  ];
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');

const LEADS: Readonly<Record<LeadTold['kind'], string>> = {
  returns: 'Returns, of a hundred sales',
  postVoids: 'Sales undone afterwards, of a hundred',
  corrections: 'Lines taken off before payment, of a hundred sales',
  cancelled: 'Baskets given up, of a hundred sales',
  priceInquiries: 'Prices asked for, of a hundred sales',
  drawerOpenings: 'Drawer opened without a sale',
  copies: 'Copies of receipts',
  counts: 'Drawer counted',
  cashShort: 'Shifts in a row with too little cash',
};
export const leadWords = (kind: LeadTold['kind']): string => LEADS[kind];

const TIMES: readonly LeadTold['kind'][] = ['drawerOpenings', 'copies', 'counts', 'cashShort'];

/** Rates travel as tenths in a hundred; the digits are moved as text. */
export function leadFigure(kind: LeadTold['kind'], n: number): string {
  if (TIMES.includes(kind)) return count(n);
  const digits = String(n).padStart(2, '0');
  return `${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
