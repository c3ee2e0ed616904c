import { readKeyedAmount } from '../../shared/format/money-format.ts';

/** How the cashier said what the customer gave. Amounts are minor units. */
export type TenderEntry =
  | { readonly by: 'nothing' }
  | { readonly by: 'keys'; readonly text: string }
  | { readonly by: 'notes'; readonly amount: number }
  | { readonly by: 'exact'; readonly amount: number };

export type TenderAction =
  | { readonly type: 'keyed'; readonly text: string }
  | { readonly type: 'note'; readonly amount: number }
  | { readonly type: 'exact'; readonly due: number }
  | { readonly type: 'clear' };

export const NOTHING_GIVEN: TenderEntry = { by: 'nothing' };

/** Notes add up as they are laid down; keys and the exact key start anew. */
export function enterTender(entry: TenderEntry, action: TenderAction): TenderEntry {
  switch (action.type) {
    case 'keyed':
      return action.text === '' ? NOTHING_GIVEN : { by: 'keys', text: action.text };
    case 'note':
      return {
        by: 'notes',
        amount: (entry.by === 'notes' ? entry.amount : 0) + action.amount,
      };
    case 'exact':
      return { by: 'exact', amount: action.due };
    case 'clear':
      return NOTHING_GIVEN;
  }
}

/** What was given; undefined while nothing readable was entered. */
export function tenderedAmount(entry: TenderEntry, currency: string): number | undefined {
  switch (entry.by) {
    case 'nothing':
      return undefined;
    case 'keys':
      return readKeyedAmount(entry.text, currency);
    case 'notes':
    case 'exact':
      return entry.amount;
  }
}
