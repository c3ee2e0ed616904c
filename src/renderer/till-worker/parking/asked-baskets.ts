import { Type, type Static } from 'typebox';
import { MOST_HANDS } from '../../../contracts/parked-baskets.ts';
import { parse } from '../../../contracts/parse.ts';

/** A basket that this till asked for, and the id that it will know it by. */
const AskedBasket = Type.Object({
  handId: Type.String(),
  till: Type.String(),
  parkId: Type.String(),
});
export type AskedBasket = Static<typeof AskedBasket>;
const Rows = Type.Array(AskedBasket);

/** A single row of the till's own store. */
export type AskedRow = {
  get: () => Promise<unknown>;
  /** On disk when it resolves. */
  put: (value: AskedBasket[]) => Promise<unknown>;
};

/** What this till asked for and did not get yet: on disk before anybody is asked, so that it outlives a crash. */
export class AskedBaskets {
  private readonly row: AskedRow;
  private rows: Promise<AskedBasket[]> | undefined;

  constructor(row: AskedRow) {
    this.row = row;
  }

  all(): Promise<readonly AskedBasket[]> {
    return this.held();
  }

  private held(): Promise<AskedBasket[]> {
    this.rows ??= this.row.get().then((value) => parse(Rows, value) ?? []);
    return this.rows;
  }

  /** Asked for again it keeps its id: however many copies of its till answer, one is taken over (PARK8). */
  async add(
    { till, parkId }: Omit<AskedBasket, 'handId'>,
    newId: () => string,
  ): Promise<AskedBasket> {
    const rows = await this.held();
    const before = rows.find((one) => one.till === till && one.parkId === parkId);
    if (before !== undefined) return before;
    const asked = { handId: newId(), till, parkId };
    rows.push(asked);
    rows.splice(0, rows.length - MOST_HANDS);
    await this.row.put([...rows]);
    return asked;
  }

  /** It came, or it cannot; false where somebody was quicker to say so. */
  async settle(handId: string): Promise<boolean> {
    const rows = await this.held();
    const at = rows.findIndex((one) => one.handId === handId);
    if (at < 0) return false;
    rows.splice(at, 1);
    await this.row.put([...rows]);
    return true;
  }
}
