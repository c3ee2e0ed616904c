import { BasketParkedBody, Op } from '../../src/contracts/op.ts';
import {
  BasketHandedOverBody,
  type ParkedAsk,
  type ParkedAskedAnswer,
  type ParkedHandedAnswer,
  type StoreParkedAnswer,
} from '../../src/contracts/parked-baskets.ts';
import { parse, parseJson } from '../../src/contracts/parse.ts';

type Told = { till: string; op: Op };

/** A site of one store, as its routes are in the server: two lists that only grow, and asks of its own. */
export class TestSite {
  readonly id: string;
  /** By till and sequence. */
  readonly log = new Map<string, Told>();
  readonly asks = new Map<string, Omit<ParkedAsk, 'left_ms'> & { endsMs: number }>();
  isReachable = true;

  constructor(id: string) {
    this.id = id;
  }

  store(till: string, raw: Uint8Array): void {
    const op = parseJson(Op, new TextDecoder().decode(raw));
    if (op !== undefined) this.log.set(`${till}/${op.seq}`, { till, op });
  }

  copyTo(other: TestSite): void {
    for (const [key, told] of this.log) other.log.set(key, told);
  }

  ask(by: string, { left_ms: leftMs, ...ask }: ParkedAsk, nowMs: number): 'asked' | 'unknown' {
    const isThere = this.waiting().some(
      (one) => one.till === ask.till && one.parkId === ask.park_id,
    );
    if (!isThere) return 'unknown';
    this.asks.set(by, { ...ask, endsMs: nowMs + leftMs });
    return 'asked';
  }

  list(till: string): StoreParkedAnswer['parked'] {
    const others = this.waiting().filter((one) => one.till !== till);
    return others.map(({ till: at, body: { open: _open, ...body } }) => ({ till: at, ...body }));
  }

  asked(till: string, nowMs: number): ParkedAskedAnswer['asked'] {
    return [...this.asks].flatMap(([by, { till: of, park_id, hand_id, endsMs }]) =>
      of === till && endsMs > nowMs
        ? [{ till: by, park_id, hand_id, left_ms: endsMs - nowMs }]
        : [],
    );
  }

  /** Of several hand-overs of one basket one counts: the one taken over, else the smallest. */
  handed(till: string, hands: readonly string[]): ParkedHandedAnswer['handed'] {
    const births = this.births();
    const isTaken = (to: string, handId: string): boolean =>
      births.some((one) => one.till === to && one.parkId === handId);
    const deaths = this.deaths();
    return deaths.flatMap((one) => {
      const { till: from, parkId, to, handId, basket } = one;
      if (to !== till || handId === undefined || parkId === undefined) return [];
      if (!hands.includes(handId) || basket === undefined || isTaken(to, handId)) return [];
      const ofIt = deaths.filter((any) => any.till === from && any.parkId === parkId);
      if (ofIt.some((any) => any.handId === undefined)) return [];
      const isFirst = ofIt.every(
        (any) =>
          `${any.handId}/${any.to}` === `${handId}/${to}` ||
          (`${any.handId}` > handId && !isTaken(any.to ?? '', any.handId ?? '')),
      );
      const isTheirs = births.some((any) => any.till === from && any.parkId === parkId);
      return isFirst && isTheirs
        ? [{ hand_id: handId, till: from, park_id: parkId, body: basket }]
        : [];
    });
  }

  private births() {
    return [...this.log.values()].flatMap(({ till, op }) => {
      const isBirth = op.kind === 'basket-parked' || op.kind === 'basket-taken-over';
      const body = isBirth ? parse(BasketParkedBody, op.body) : undefined;
      return body === undefined ? [] : [{ till, parkId: body.park_id, body }];
    });
  }

  private deaths() {
    const kinds = ['basket-recalled', 'parked-dropped', 'basket-handed-over'];
    return [...this.log.values()].flatMap(({ till, op }) => {
      if (!kinds.includes(op.kind)) return [];
      const { park_id: parkId, to, hand_id: handId } = op.body as Record<string, string>;
      const basket = parse(BasketHandedOverBody, op.body)?.basket;
      return [{ till, parkId, to, handId, basket }];
    });
  }

  private waiting() {
    const deaths = this.deaths();
    return this.births().filter(
      ({ till, parkId }) => !deaths.some((one) => one.till === till && one.parkId === parkId),
    );
  }
}
