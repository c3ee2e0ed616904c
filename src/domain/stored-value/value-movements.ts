import type { CodeTenderType, StoredValueType } from '../pay/sale-tender.ts';

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
  readonly type: CodeTenderType;
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
  const { type: said, code, redemption, amount, face, offline }: TenderParts = tender;
  const type = typeOf(said);
  if (typeof code !== 'string' || typeof redemption !== 'string') return [];
  const step = { code, currency, isOffline: offline === true };
  if (said === 'voucher') {
    if (typeof face !== 'number' || face <= 0) return [];
    const voucher = { ...step, type: said } as const;
    // Paper has its value from its printing. Every use tells that by one id, so that it counts once (VOUCH4).
    return [
      { ...voucher, id: `${code}/face`, amount: face, isOffline: false },
      { ...voucher, id: redemption, amount: 0 - face },
    ];
  }
  if (type === undefined || typeof amount !== 'number') return [];
  return [{ ...step, id: redemption, type, amount: 0 - amount }];
}

type TenderParts = {
  type?: unknown;
  code?: unknown;
  redemption?: unknown;
  amount?: unknown;
  face?: unknown;
  offline?: unknown;
};

function typeOf(type: unknown): StoredValueType | undefined {
  return type === 'gift-card' || type === 'store-credit' ? type : undefined;
}
