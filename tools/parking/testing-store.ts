import { sha256 } from '@noble/hashes/sha2.js';
import { Committer, type Fact } from '../../src/sync/core/commit.ts';
import type { ParkedAsk } from '../../src/contracts/parked-baskets.ts';
import type { StreamRow } from '../../src/sync/core/ports.ts';
import { emptyDisk, MemoryStore } from '../../src/sync/testing/memory-store.ts';
import { MemoryJournal } from '../../src/sync/testing/memory-journal.ts';
import { streamRow } from '../../src/sync/testing/local-store-contract.ts';
import { VirtualClock } from '../../src/sync/testing/virtual-clock.ts';
import type { Done, Refusal } from '../../src/renderer/shared/till-api.ts';
import { plainFact } from '../../src/renderer/till-worker/selling/facts.ts';
import { BasketGiver } from '../../src/renderer/till-worker/parking/basket-giver.ts';
import { AskedBaskets } from '../../src/renderer/till-worker/parking/asked-baskets.ts';
import { StoreShelf } from '../../src/renderer/till-worker/parking/store-shelf.ts';
import { TestSite } from './testing-site.ts';

const DAY = '2026-11-22';
const OK: Done = { ok: true };
const utf8 = new TextEncoder();

export class PowerCut extends Error {}

/** Two sites and the tills of one store, in memory; the desks are the real ones. */
export class TestStore {
  nowMs = 1_790_000_000_000;
  readonly sites = [new TestSite('A'), new TestSite('B')] as const;
  readonly tills: readonly TestParkTill[];
  /** What the world does while a till waits for another. */
  meanwhile: () => Promise<void> = async () => undefined;
  made = 0;
  private isPassing = false;

  constructor(numbers: readonly string[]) {
    this.tills = numbers.map((number) => new TestParkTill(this, number));
  }

  /** One thing after the other, however many wait. */
  async passes(): Promise<void> {
    if (this.isPassing) return;
    this.isPassing = true;
    try {
      await this.meanwhile();
    } finally {
      this.isPassing = false;
    }
  }

  newId(): string {
    this.made += 1;
    return `id-${this.made}`;
  }

  replicate(): void {
    const [a, b] = this.sites;
    a.copyTo(b);
    b.copyTo(a);
  }
}

/** One till over a disk that outlives it; `crashes` kills it at its next commit. */
export class TestParkTill {
  readonly number: string;
  readonly disk = emptyDisk();
  crashes: 'before' | 'after' | undefined;
  isTraining = false;
  /** Its answer took so long, ms. */
  lateMs = 0;
  /** What its people were told. */
  readonly given: string[] = [];
  private readonly world: TestStore;
  private committer: Committer;
  private asked: AskedBaskets;

  constructor(world: TestStore, number: string) {
    this.world = world;
    this.number = number;
    this.committer = this.started();
    this.asked = this.askedOnDisk();
  }

  private askedOnDisk(): AskedBaskets {
    const { kept } = this.disk;
    return new AskedBaskets({
      get: async () => kept.get('parked-asked'),
      put: async (rows) => kept.set('parked-asked', rows),
    });
  }

  private started(): Committer {
    const [stream = streamRow()] = [...this.disk.streams.values()];
    return new Committer(
      stream,
      {
        store: new MemoryStore(this.disk),
        journal: new MemoryJournal(),
        clock: new VirtualClock(this.world.nowMs),
        sha256,
        utf8: (text) => utf8.encode(text),
        print: async () => undefined,
        reached: async (point) => {
          const cut = this.crashes === 'before' ? 'before-transaction' : 'transaction-complete';
          if (this.crashes === undefined || point !== `commit:${cut}`) return;
          throw new PowerCut();
        },
        alarm: () => undefined,
      },
      (_row: StreamRow) => undefined,
    );
  }

  /** After a power cut: what was in memory is gone. */
  restart(): void {
    this.crashes = undefined;
    this.committer = this.started();
    this.asked = this.askedOnDisk();
  }

  private get ports() {
    const { world } = this;
    const store = new MemoryStore(this.disk);
    return {
      line: {
        list: async (id: string) => this.site(id)?.list(this.number),
        handed: async (id: string, hands: readonly string[]) =>
          this.site(id)?.handed(this.number, hands),
        asked: async (id: string) => {
          const asked = this.site(id)?.asked(this.number, world.nowMs);
          world.nowMs += this.lateMs;
          return asked;
        },
        ask: async (id: string, ask: ParkedAsk) =>
          this.site(id)?.ask(this.number, ask, world.nowMs),
      },
      isTraining: () => this.isTraining,
      shelf: () => store.shelf(),
      commit: (fact: Fact) => this.committer.commit(fact),
      businessDate: () => DAY,
      cashier: () => undefined,
      now: () => world.nowMs,
    };
  }

  private site(id: string): TestSite | undefined {
    return this.world.sites.find((one) => one.id === id && one.isReachable);
  }

  /** Asks one site and looks for no answer, as a till that dies meanwhile. */
  async asks(site: TestSite, till: string, parkId: string): Promise<void> {
    const { handId } = await this.asked.add({ till, parkId }, () => this.world.newId());
    const ask = { till, park_id: parkId, hand_id: handId, left_ms: 10_000 };
    site.ask(this.number, ask, this.world.nowMs);
  }

  get giver(): BasketGiver {
    return new BasketGiver({
      ...this.ports,
      till: this.number,
      given: (to, name) => this.given.push(`${name} to ${to}`),
    });
  }

  get store(): StoreShelf {
    return new StoreShelf({
      ...this.ports,
      sites: () => this.world.sites.map(({ id }) => id),
      whyNot: () => (this.disk.basket === undefined ? undefined : this.refused('basket-open')),
      recall: (parkId) => this.recall(parkId),
      changed: async () => undefined,
      asked: {
        all: () => this.asked.all(),
        add: (wanted, newId) => this.asked.add(wanted, newId),
        settle: (handId) => this.asked.settle(handId),
      },
      tell: (what, from, name) => this.given.push(`${name} ${what} from ${from}`),
      newId: () => this.world.newId(),
      sleep: async (ms) => {
        this.world.nowMs += ms;
        await this.world.passes();
      },
    });
  }

  private refused(kind: string): Refusal {
    return { ok: false, kind, next: '' };
  }

  /** A customer's goods: a basket of its own, known by a name. */
  ring(name: string): void {
    this.disk.basket = { basket: name };
  }

  async park(): Promise<string> {
    const parkId = this.world.newId();
    const open = this.disk.basket;
    const { basket: name } = open as { basket: string };
    const sums = { total: 298, items: 2, currency: 'EUR' };
    const body = { park_id: parkId, name, cashier: '104', at_ms: 1, ...sums, open };
    const fact = plainFact('basket-parked', DAY, body, { clearBasket: true });
    await this.committer.commit({ ...fact, shelf: { put: { parkId, isGone: false, body } } });
    return parkId;
  }

  async recall(parkId: string): Promise<Done | Refusal> {
    const row = this.disk.shelf.get(parkId);
    const open = (row?.body as { open?: unknown } | null)?.open;
    const fact = plainFact('basket-recalled', DAY, { park_id: parkId, cashier: '104' });
    const done = await this.committer.commit({ ...fact, shelf: { take: parkId, open } });
    return done.ok ? OK : done;
  }

  /** Its ops to a site; twice does no harm. */
  push(site: TestSite): void {
    if (!site.isReachable) return;
    for (const ops of this.disk.ops.values())
      for (const { raw } of ops) site.store(this.number, raw);
  }

  /** Names of the baskets that are this till's: on its shelf, or open. */
  get holds(): string[] {
    const shelved = [...this.disk.shelf.values()].filter(({ isGone }) => !isGone);
    const open = [...shelved.map(({ body }) => (body as { open: unknown }).open), this.disk.basket];
    return open.flatMap((one) => (one === undefined ? [] : [(one as { basket: string }).basket]));
  }

  get parkIds(): string[] {
    return [...this.disk.shelf.values()].flatMap(({ parkId, isGone }) => (isGone ? [] : [parkId]));
  }

  /** Hand-overs in its log. */
  get handed(): { to: string; handId: string; parkId: string }[] {
    return [...this.disk.ops.values()].flat().flatMap(({ kind, raw }) => {
      if (kind !== 'basket-handed-over') return [];
      const { body } = JSON.parse(new TextDecoder().decode(raw)) as {
        body: { to: string; hand_id: string; park_id: string };
      };
      return [{ to: body.to, handId: body.hand_id, parkId: body.park_id }];
    });
  }
}
