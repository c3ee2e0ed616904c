import { expect, test } from 'vitest';
import { BasketKeeper } from './basket-keeper.ts';
import type { OpenBasket } from './open-basket.ts';

const basket = (n: number) => ({ n }) as unknown as OpenBasket;

/** A disk that writes one basket at a time, each when it is told to. */
class SlowStore {
  readonly written: unknown[] = [];
  private done: (() => void)[] = [];

  saveBasket(value: unknown): Promise<void> {
    this.written.push(value);
    return new Promise((resolve) => this.done.push(resolve));
  }

  async finishOne(): Promise<void> {
    this.done.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

test('promise 5: of baskets that wait for the disk only the newest is written, and it is written', async () => {
  const store = new SlowStore();
  const keeper = new BasketKeeper(store, () => undefined);
  for (const n of [1, 2, 3, 4]) keeper.save(basket(n));
  await store.finishOne();
  // The first may have been overtaken before it began; the last one never is.
  await store.finishOne();
  await keeper.written();
  expect(store.written.at(-1)).toEqual(basket(4));
  expect(store.written.length).toBeLessThan(4);
});

test('a basket that cannot be written is told of, and the next one is tried', async () => {
  let fails = true;
  const store = {
    saveBasket: async () => {
      if (fails) throw new Error('disk full');
    },
  };
  let told = 0;
  const keeper = new BasketKeeper(store, () => (told += 1));
  keeper.save(basket(1));
  await keeper.written();
  fails = false;
  keeper.save(basket(2));
  await keeper.written();
  expect(told).toBe(1);
});
