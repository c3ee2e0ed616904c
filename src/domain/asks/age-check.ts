import type { Basket, BasketTerms } from '../basket.ts';

/** A customer was found old enough: what for, the last birth date that was, who looked and when. */
export type AgeCheck = {
  readonly min_age: number;
  /** YYYY-MM-DD. */
  readonly born_by: string;
  readonly cashier: string;
  readonly at_ms: number;
};

/**
 * The last birth date that makes somebody so many years old on a day, both YYYY-MM-DD (ASK2). Where the
 * year of birth has no 29 February the day before counts; who was born on one is of age on 1 March.
 */
export function bornOnOrBefore(today: string, years: number): string {
  const [year = '', month = '', day = ''] = today.split('-');
  const born = Number(year) - years;
  const isLeap = born % 4 === 0 && (born % 100 !== 0 || born % 400 === 0);
  const lastDay = month === '02' && day === '29' && !isLeap ? '28' : day;
  return `${String(born).padStart(4, '0')}-${month}-${lastDay}`;
}

/** Whether this customer was already found that old: asked once a basket, not once an article (ASK1). */
export function isFoundOldEnough({ ageChecked = 0 }: BasketTerms, minAge: number): boolean {
  return ageChecked >= minAge;
}

/** The basket of a customer who was found old enough; the record of it only grows. */
export function withAgeCheck(basket: Basket, check: AgeCheck): Basket {
  const ageChecked = Math.max(basket.ageChecked ?? 0, check.min_age);
  return { ...basket, ageChecked, ageChecks: [...(basket.ageChecks ?? []), check] };
}
