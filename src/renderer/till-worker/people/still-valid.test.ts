import { scrypt } from '@noble/hashes/scrypt.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HeldRow, TillDb } from '../../../sync/adapters/till-db.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';
import type { CashierFace } from '../../shared/till-api.ts';
import { People } from './people.ts';
import { followRevocation } from './still-valid.ts';

const NOW = 1_795_000_000_000;
const DAY = 86_400_000;
const salt = new Uint8Array(16).fill(7);
const pin = {
  alg: 'scrypt',
  n: 16_384,
  r: 1,
  p: 1,
  salt: toBase64url(salt),
  hash: toBase64url(scrypt('4711', salt, { N: 16_384, r: 1, p: 1, dkLen: 32 })),
};

let rows: HeldRow[];
let fails: Map<string, unknown>;
let people: People;

function row(number: string, more: object | null): void {
  const v = { name: 'Ada', role: 'cashier', pin, expires_ms: NOW + 7 * DAY, ...more };
  const k = `0417/${number}`;
  rows = rows.filter((one) => one.k !== k);
  rows.push({
    ds: 'staff',
    k,
    v: more === null ? null : JSON.stringify(v),
    hlc: 1,
    o: 'a',
    sig: undefined,
  });
}

beforeEach(() => {
  [rows, fails] = [[], new Map()];
  const db = {
    rows: { where: () => ({ equals: () => ({ toArray: async () => rows }) }) },
    one: {
      get: async (name: string) => (fails.has(name) ? { name, value: fails.get(name) } : undefined),
      put: async ({ name, value }: { name: string; value: unknown }) => fails.set(name, value),
      delete: async (name: string) => fails.delete(name),
    },
  } as unknown as TillDb;
  people = new People(db, '0417');
  row('104', {});
});

const kindOf = async (nowMs: number, keyed = '4711'): Promise<string> => {
  const answer = await people.signIn('104', keyed, nowMs);
  return answer.ok ? 'in' : answer.kind;
};

describe('dom-A3: a sign-in with the line down', () => {
  it('holds until the day head office gave it, and not a moment longer', async () => {
    expect(await kindOf(NOW + 7 * DAY)).toBe('in');
    expect(await kindOf(NOW + 7 * DAY + 1)).toBe('expired');
  });

  it('is over with the rows that take the person away, and reads like a wrong number', async () => {
    row('104', null);
    expect(await kindOf(NOW)).toBe('wrong-pin');
  });

  it('dom-A2: three wrong PINs make the next wait, right or wrong, also after a restart', async () => {
    for (let wrong = 0; wrong < 3; wrong += 1) expect(await kindOf(NOW, '0')).toBe('wrong-pin');
    expect(await kindOf(NOW + 4999)).toBe('throttled');
    expect(await kindOf(NOW + 5000)).toBe('in');
    expect(await kindOf(NOW + 5000, '0')).toBe('wrong-pin');
    expect(await kindOf(NOW + 5001)).toBe('in');
  });
});

describe('dom-A3: whoever stands at the till when the rows change', () => {
  let cashier: CashierFace | undefined;
  let isBusy: boolean;
  let later: (() => void)[];

  function follow(nowMs = NOW): Promise<void> {
    return followRevocation({
      cashier: () => cashier,
      stillValid: (number, ms) => people.face(number, ms),
      correctedMs: () => nowMs,
      changed: (face) => (cashier = face),
      signOut: async () => {
        if (!isBusy) cashier = undefined;
        return !isBusy;
      },
      again: (run) => later.push(run),
    });
  }

  beforeEach(() => {
    cashier = { number: '104', name: 'Ada', role: 'cashier' };
    [isBusy, later] = [false, []];
  });

  it('stays while the row stands, with a new role at once', async () => {
    await follow();
    expect(cashier).toMatchObject({ number: '104', role: 'cashier' });
    row('104', { role: 'supervisor' });
    await follow();
    expect(cashier).toMatchObject({ role: 'supervisor' });
  });

  it('is signed out when revoked or expired; while a sale is written, as soon as it is', async () => {
    row('104', null);
    isBusy = true;
    await follow();
    expect([cashier?.number, later.length]).toEqual(['104', 1]);
    isBusy = false;
    later[0]?.();
    await expect.poll(() => cashier).toBeUndefined();
    row('104', { expires_ms: NOW - 1 });
    cashier = { number: '104', name: 'Ada', role: 'cashier' };
    await follow();
    expect(cashier).toBeUndefined();
  });

  it('does nothing to somebody else who signed in while the rows were read', async () => {
    row('104', null);
    const following = follow();
    const other: CashierFace = { number: '105', name: 'Ben', role: 'cashier' };
    cashier = other;
    await following;
    expect(cashier).toBe(other);
  });
});
