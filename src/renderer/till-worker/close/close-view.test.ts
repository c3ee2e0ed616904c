import { expect, it } from 'vitest';
import { noFigures } from '../../../domain/cashup/figures.ts';
import { emptyShift } from '../../../domain/cashup/fold-shift.ts';
import { knownHere } from './close-view.ts';

it('dom-Z6: value on cards is in no drawer: a count declares it by itself, as far off by nothing; cards, vouchers and notes are counted', () => {
  const sum = (amount: number) => ({ count: 1, amount });
  const tenders = {
    cash: sum(1000),
    card: sum(4250),
    voucher: sum(500),
    'gift-card': sum(5000),
    'store-credit': sum(-700),
  };
  const fold = { ...emptyShift('s'), figures: { ...noFigures, tenders } };
  expect(knownHere(fold)).toEqual({ 'gift-card': 5000, 'store-credit': -700 });
  expect(knownHere(emptyShift('s'))).toEqual({});
});
