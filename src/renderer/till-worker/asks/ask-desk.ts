import { bornOnOrBefore, isFoundOldEnough } from '../../../domain/asks/age-check.ts';
import {
  isWeighable,
  isWithinBounds,
  nextQuestion,
  WEIGHABLE_GRAMS,
} from '../../../domain/asks/article-question.ts';
import type { Basket } from '../../../domain/basket.ts';
import { minor } from '../../../domain/money.ts';
import { milli } from '../../../domain/quantity.ts';
import type { QuestionAnswer, QuestionView } from '../../shared/ask-api.ts';
import type { Done, Refusal } from '../../shared/till-api.ts';
import { DONE, NOT_SIGNED_IN } from '../desk-answers.ts';
import type { Wanted } from './wanted.ts';
import { later, say } from '../../shared/words/say.ts';

/** What nobody showed an age for, as head office is told it. */
export type AgeRefused = {
  article: string;
  name: string;
  min_age: number;
  born_by: string;
  cashier: string;
  at_ms: number;
};

export type AskDeskPorts = {
  cashier: () => string | undefined;
  /** Why the basket cannot be touched now. */
  busy: () => Refusal | undefined;
  /** The store's own calendar date, by head office's clock. */
  today: () => string;
  /** Price of a kilogram or piece now, minor units. */
  priceOf: (article: string) => number | undefined;
  /** Adds it, or asks the next question. */
  want: (wanted: Wanted) => Done | Refusal;
  /** Stands in the journal whatever becomes of the basket. */
  refused: (refusal: AgeRefused) => Promise<Done | Refusal>;
  wallMs: () => number;
  changed: () => void;
};

const NO_QUESTION: Refusal = {
  ok: false,
  kind: 'no-question',
  next: later('Nothing is asked now. Scan the article again.'),
};

/** The one question that stands between an article and the basket; until it is answered nothing is added. */
export class AskDesk {
  private readonly p: AskDeskPorts;
  private open: { wanted: Wanted; view: QuestionView } | undefined;
  private lastId = 0;

  constructor(p: AskDeskPorts) {
    this.p = p;
  }

  get question(): QuestionView | undefined {
    return this.open?.view;
  }

  /** Opens the next question of an article, if it has one. */
  asks(wanted: Wanted, basket: Basket): boolean {
    const view = this.viewOf(wanted, basket);
    if (view === undefined) return false;
    this.show({ wanted, view });
    return true;
  }

  private show(open: { wanted: Wanted; view: QuestionView } | undefined): void {
    this.open = open;
    this.p.changed();
  }

  private viewOf(wanted: Wanted, basket: Basket): QuestionView | undefined {
    const { entry, read, qtyMilli, keyedPrice, age } = wanted;
    const { unit, min_age: minAge, open_price: bounds } = entry.data;
    const about = nextQuestion(
      { isByWeight: unit === 'kg', hasOpenPrice: bounds !== undefined, minAge },
      {
        isOldEnough:
          age !== undefined || (minAge !== undefined && isFoundOldEnough(basket, minAge)),
        isMeasured: qtyMilli !== undefined || read.labelPrice !== undefined,
        isPriced: keyedPrice !== undefined || read.labelPrice !== undefined,
      },
    );
    const of = { id: this.lastId + 1, article: entry.article, name: entry.data.name };
    if (about === undefined) return undefined;
    this.lastId += 1;
    if (about === 'age') {
      const years = minAge ?? 0;
      return { ...of, about, minAge: years, bornBy: bornOnOrBefore(this.p.today(), years) };
    }
    if (about === 'price') return { ...of, about, ...(bounds ?? { min: 0, max: 0 }), unit };
    const price = this.p.priceOf(entry.article) ?? 0;
    return { ...of, about, price, ...WEIGHABLE_GRAMS };
  }

  /** A second press of one key answers nothing twice: `id` names the question that was on screen. */
  async answer(id: number, answer: QuestionAnswer): Promise<Done | Refusal> {
    const { open } = this;
    const cashier = this.p.cashier();
    if (cashier === undefined) return NOT_SIGNED_IN;
    if (open?.view.id !== id) return DONE;
    const { view, wanted } = open;
    if (view.about === 'age') return this.answerAge(view, wanted, answer, cashier);
    if (answer.about === 'leave') return this.close();
    if (view.about === 'weight' && answer.about === 'weight') {
      if (!isWeighable(answer.grams)) return badWeight(view);
      return this.go({ ...wanted, qtyMilli: milli(answer.grams) });
    }
    if (view.about === 'price' && answer.about === 'price') {
      if (!isWithinBounds(answer.amount, view)) return BAD_PRICE;
      return this.go({ ...wanted, keyedPrice: minor(answer.amount) });
    }
    return NO_QUESTION;
  }

  private async answerAge(
    { article, name, minAge: min_age, bornBy: born_by }: Extract<QuestionView, { about: 'age' }>,
    wanted: Wanted,
    answer: QuestionAnswer,
    cashier: string,
  ): Promise<Done | Refusal> {
    const at_ms = this.p.wallMs();
    if (answer.about === 'age' && answer.isOldEnough) {
      return this.go({ ...wanted, age: { min_age, born_by, cashier, at_ms } });
    }
    if (answer.about !== 'age' && answer.about !== 'leave') return NO_QUESTION;
    this.close();
    return this.p.refused({ article, name, min_age, born_by, cashier, at_ms });
  }

  private go(wanted: Wanted): Done | Refusal {
    const busy = this.p.busy();
    if (busy !== undefined) return busy;
    this.open = undefined;
    const answer = this.p.want(wanted);
    this.p.changed();
    return answer;
  }

  /** The basket is gone, or nobody waits for an answer. */
  close(): Done {
    if (this.open !== undefined) this.show(undefined);
    return DONE;
  }
}

function badWeight({ least, most }: { least: number; most: number }): Refusal {
  return {
    ok: false,
    kind: 'bad-weight',
    next: say('Key from {least} to {most} grams.', { least, most }),
  };
}

const BAD_PRICE: Refusal = {
  ok: false,
  kind: 'bad-price',
  next: later('Key a price inside the bounds that are shown.'),
};
