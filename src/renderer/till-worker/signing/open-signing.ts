import type { DocumentSignedBody } from '../../../contracts/signing-device.ts';
import type { Sale } from '../../../domain/sale.ts';
import type { TillDb } from '../../../sync/adapters/till-db.ts';
import type { Committer } from '../../../sync/core/commit.ts';
import type { DocRow, StoreSnapshot } from '../../../sync/core/ports.ts';
import type { Enrolled } from '../enrolled.ts';
import type { HostLink } from '../host-link.ts';
import { randomId } from '../random.ts';
import type { OpenBasket } from '../selling/open-basket.ts';
import { businessDateAt } from '../selling/till-rules.ts';
import { workerClock } from '../worker-clock.ts';
import { SIGNING_MEMO, SigningDesk, type SigningMemo } from './signing-desk.ts';
import { isOpen, SIGNING_OPEN, Transactions, type Transaction } from './transactions.ts';

/** How often a device is asked that is away, or was not heard of a document. */
const LOOK_EVERY_MS = 5000;
/** Documents of so many days back may still be without what became of their signature. */
const DAYS_BACK = 3;
const DAY_MS = 86_400_000;

type Ears = {
  deviceIs: (isDown: boolean) => void;
  sealed: (doc: DocRow, seal: DocumentSignedBody) => void;
};

/** The signing device of this till; undefined where its store's documents are not signed. */
export async function openSigning(
  host: HostLink,
  { profile, store, till }: Pick<Enrolled, 'profile' | 'store' | 'till'>,
  db: TillDb,
  { pending, basket }: Pick<StoreSnapshot, 'pending' | 'basket'>,
  committer: () => Committer,
  ears: Ears,
): Promise<SigningDesk | undefined> {
  if (profile.fiscal?.country !== 'DE') return undefined;
  const today = (ms: number): string => businessDateAt(ms, profile.time_zone);
  const silent = { ok: false, failure: 'silent' } as const;
  const transactions = new Transactions({
    held: (await db.one.get(SIGNING_OPEN))?.value,
    keep: async (open) => void (await db.one.put({ name: SIGNING_OPEN, value: open })),
    newId: randomId,
  });
  // Written by the session alone.
  const openBasket = (basket as OpenBasket | undefined)?.basket.basketId;
  return new SigningDesk({
    alarm: ears.deviceIs,
    sealed: ears.sealed,
    client: `${store}-${till}`,
    ask: (question) => host.invoke('signing.ask', question).catch(() => silent),
    commit: (fact) => committer().commit(fact),
    memo: await memoOf(db),
    transactions,
    openBasket,
    currency: profile.currency,
    leftOver: new Set(pending.flatMap(({ docId }) => docId ?? [])),
    // Asked for before anything is sold: a read that began earlier sees nothing that came later.
    earlier: earlierDocuments(
      db,
      today(workerClock.wallMs() - DAYS_BACK * DAY_MS),
      transactions.all.filter((one) => one.basket?.id !== openBasket),
    ),
    today: () => today(workerClock.wallMs()),
    wallMs: () => workerClock.wallMs(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

/** Behind the start: whether the device works, and what of before has no signature yet. */
export function followDevice(signing: SigningDesk | undefined): void {
  if (signing === undefined) return;
  const look = (): void => void signing.look().catch(() => undefined);
  look();
  let ticks = 0;
  setInterval(() => {
    ticks += 1;
    if (!signing.isOwed || ticks < signing.pause) return;
    ticks = 0;
    look();
  }, LOOK_EVERY_MS);
}

/** Those of the last days, and those of transactions that are still open: a shift may have been as long as it will. */
async function earlierDocuments(
  db: TillDb,
  day: string,
  open: readonly Transaction[],
): Promise<DocRow[]> {
  const known = open.flatMap(({ doc }) => doc ?? []);
  // Nobody knows what became of them: rare, so that it may take a look at every document.
  const unsure = new Set(open.filter(isOpen).map(({ basket }) => basket?.startedMs));
  const read = [db.docs, db.trainingDocs].flatMap((table) => [
    table.where('businessDate').aboveOrEqual(day).toArray(),
    table.where('docId').anyOf(known).toArray(),
    unsure.size === 0
      ? Promise.resolve([])
      : // The documents' bodies are sales that this till wrote.
        table.filter(({ body }) => unsure.has((body as Sale).started_ms)).toArray(),
  ]);
  return (await Promise.all(read)).flat();
}

async function memoOf(db: TillDb): Promise<SigningMemo> {
  const held = await db.one.get(SIGNING_MEMO);
  // Written here, and by the commits of the desk.
  if (held !== undefined) return held.value as SigningMemo;
  const memo: SigningMemo = { since_ms: workerClock.wallMs() };
  await db.one.put({ name: SIGNING_MEMO, value: memo });
  return memo;
}
