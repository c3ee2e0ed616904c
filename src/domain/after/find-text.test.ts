import { expect, it } from 'vitest';
import { findTextProblem } from './find-text.ts';

it('dom-Y2: a card is looked for by its last four figures and by nothing else', () => {
  expect(findTextProblem('card', '4242')).toBeUndefined();
  expect(findTextProblem('card', '')).toBeUndefined();
  for (const text of ['424', '42424', '4111111111111111', 'abcd'])
    expect([text, findTextProblem('card', text)]).toEqual([text, 'no-last-four']);
});

it('dom-Y2: no other question carries a card, nor the first figures of one', () => {
  for (const by of ['number', 'article', 'amount', 'any'] as const) {
    expect(findTextProblem(by, '4111111111111111')).toBe('card-number');
    expect(findTextProblem(by, '%B4111111111111111^DOE/J')).toBe('card-number');
    expect(findTextProblem(by, '411111111111111')).toBe('long-number');
    expect(findTextProblem(by, '4111 1111 1111 1')).toBe('long-number');
  }
  for (const text of ['4006381333931', '0417-01-A-000123', 'Milk 3.8 %', '1001', '14006381333938'])
    expect([text, findTextProblem('article', text)]).toEqual([text, undefined]);
});
