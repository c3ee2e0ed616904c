import type { Basket } from '../../../domain/basket.ts';
import type { EvaluatedFlag } from '../flags/flag-set.ts';

/** What a restart must find again: the basket, and the flags it began under (never changed inside one). */
export type OpenBasket = { basket: Basket; flags: EvaluatedFlag[] };
