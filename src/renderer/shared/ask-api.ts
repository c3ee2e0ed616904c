/** What an article wants to know before it is sold; one at a time, `id` tells it from the one before. */
export type QuestionView = { id: number; article: string; name: string } & (
  | {
      about: 'age';
      minAge: number;
      /** The last birth date that is old enough, YYYY-MM-DD. */
      bornBy: string;
    }
  /** Price of a kilogram; bounds in grams, both included. */
  | { about: 'weight'; price: number; least: number; most: number }
  /** Bounds in minor units, both included. */
  | { about: 'price'; min: number; max: number; unit: 'piece' | 'kg' }
);

/** What a person answers; `leave` sells nothing, and of an age it is a no. */
export type QuestionAnswer =
  | { about: 'age'; isOldEnough: boolean }
  | { about: 'weight'; grams: number }
  | { about: 'price'; amount: number }
  | { about: 'leave' };

/** What an article costs, for who asks and buys nothing. */
export type PriceTold = {
  ok: true;
  article: string;
  name: string;
  unit: 'piece' | 'kg';
  /** Minor units; the label's where the code named one. Absent: it is keyed, within the bounds. */
  price?: number;
  bounds?: { min: number; max: number };
  deposit?: { name: string; price: number };
  minAge?: number;
  /** Names of the promotions of today that it takes part in. */
  promotions: string[];
};
