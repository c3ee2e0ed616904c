import { BasketParkedBody, Op } from '../../src/contracts/op.ts';
import type { BasketTakenOverBody, StoreParkedAnswer } from '../../src/contracts/parked-baskets.ts';
import { parse, parseJson } from '../../src/contracts/parse.ts';

type Told = { till: string; op: Op };

const ASK_LIVES_MS = 10_000;

/** A site of one store, as its routes are in the server: two lists that only grow, and asks of its own. */
export class TestSite {
  readonly id: string;
  /** By till and sequence. */
  readonly log = new Map<string, Told>();
  readonly asks = new Map<string, { till: string; park_id: string; expires_ms: number }>();
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

  ask(by: string, till: string, parkId: string, nowMs: number): 'asked' | 'unknown' {
    const isThere = this.waiting().some((one) => one.till === till && one.parkId === parkId);
    if (!isThere) return 'unknown';
    this.asks.set(by, { till, park_id: parkId, expires_ms: nowMs + ASK_LIVES_MS });
    return 'asked';
  }

  answer(till: string, nowMs: number): StoreParkedAnswer {
    const others = this.waiting().filter((one) => one.till !== till);
    return {
      region: 'eu',
      site: this.id,
      parked: others.map(({ till: at, body: { open: _open, ...body } }) => ({ till: at, ...body })),
      handed: this.handedTo(till),
      asked: [...this.asks].flatMap(([by, { till: of, park_id, expires_ms }]) =>
        of === till && expires_ms > nowMs ? [{ till: by, park_id, expires_ms }] : [],
      ),
    };
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
      return [{ till, parkId, to, handId }];
    });
  }

  private waiting() {
    const deaths = this.deaths();
    return this.births().filter(
      ({ till, parkId }) => !deaths.some((one) => one.till === till && one.parkId === parkId),
    );
  }

  private handedTo(till: string): StoreParkedAnswer['handed'] {
    const births = this.births();
    return this.deaths().flatMap(({ till: from, parkId, to, handId }) => {
      if (to !== till || handId === undefined || parkId === undefined) return [];
      const birth = births.find((one) => one.till === from && one.parkId === parkId);
      const isTaken = births.some((one) => one.till === till && one.parkId === handId);
      if (birth === undefined || isTaken) return [];
      const { from: _from, ...body } = birth.body as BasketTakenOverBody;
      return [{ hand_id: handId, till: from, park_id: parkId, body }];
    });
  }
}
