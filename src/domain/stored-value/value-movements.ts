import type { StoredValueType } from '../pay/sale-tender.ts';

/** The parts of a document's body that move stored value; of any version. */
export type MovingDocument = {
  readonly doc_id: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly line: string;
    readonly gross: number;
    readonly stored_value?: { readonly type: string; readonly code: string } | undefined;
  }[];
  readonly tenders: readonly object[];
};

/**
 * One step of a card's balance, minor units; positive puts value on it. `id` is the same however often
 * and by whichever way the step is told (GIFT4).
 */
export type ValueMovement = {
  readonly id: string;
  readonly code: string;
  readonly type: StoredValueType;
  readonly currency: string;
  readonly amount: number;
  /** Head office was not asked first: the store takes the risk (dom-G1). */
  readonly isOffline: boolean;
};

/** What a document does to cards: sold lines load them, tenders take from them, refunds give back. */
export function movementsOf(document: MovingDocument): ValueMovement[] {
  const { doc_id, currency, lines, tenders } = document;
  const loaded = lines.flatMap(({ line, gross, stored_value: value }): ValueMovement[] => {
    const type = typeOf(value?.type);
    if (value === undefined || type === undefined) return [];
    const id = `${doc_id}/${line}`;
    return [{ id, code: value.code, type, currency, amount: gross, isOffline: false }];
  });
  return [...loaded, ...tenders.flatMap((tender) => byTender(tender, currency))];
}

function byTender(tender: object, currency: string): ValueMovement[] {
  const type = typeOf('type' in tender ? tender.type : undefined);
  if (type === undefined) return [];
  const { code, redemption, amount, offline } = { offline: false, ...tender } as TenderParts;
  if (typeof code !== 'string' || typeof redemption !== 'string') return [];
  if (typeof amount !== 'number') return [];
  const isOffline = offline === true;
  return [{ id: redemption, code, type, currency, amount: 0 - amount, isOffline }];
}

type TenderParts = { code?: unknown; redemption?: unknown; amount?: unknown; offline?: unknown };

function typeOf(type: unknown): StoredValueType | undefined {
  return type === 'gift-card' || type === 'store-credit' ? type : undefined;
}
