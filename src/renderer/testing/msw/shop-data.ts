import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Article, Staff } from '../../../contracts/datasets.ts';
import type { StoreProfile } from '../../../contracts/store-profile.ts';
import type { ChangeRow, SnapshotManifest } from '../../../contracts/wire.ts';
import { toBase64url } from '../../../domain/oplog/base64url.ts';

export const PIN = '4711';
export const CASHIER = 'Ada Krüger';
export const MILK = { name: 'Bio Vollmilch 1 l', code: '4006381333931' };

export const PROFILE: StoreProfile = {
  store: '0417',
  name: 'Marktplatz',
  region: 'eu',
  currency: 'EUR',
  locale: 'de-DE',
  time_zone: 'Europe/Berlin',
  price_zone: 'de',
  price_mode: 'inclusive',
  rounding: { level: 'line', mode: 'half-up' },
  cash_policy: { increment: 1 },
  tax_version: '2026-01',
  taxes: [{ code: 'B', rate: '7', label: 'MwSt 7 %', compound: false }],
  tax_classes: { food: ['B'] },
  seller: { name: 'Evertill Markt GmbH', tax_id: 'DE123456789', footer: 'Vielen Dank' },
};

/** The store's people, as rows of a change feed. */
export function staffRows(incarnation: string): ChangeRow[] {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = scrypt(PIN, salt, { N: 16_384, r: 8, p: 1, dkLen: 32 });
  const pin = { alg: 'scrypt', n: 16_384, r: 8, p: 1 } as const;
  const ada: Staff = {
    name: CASHIER,
    role: 'cashier',
    pin: { ...pin, salt: toBase64url(salt), hash: toBase64url(hash) },
    expires_ms: 4_000_000_000_000,
  };
  const at = { hlc: 1, o: 'A', inc: incarnation, n: 1 } as const;
  return [{ ds: 'staff', k: '0417/104', op: 'put', v: JSON.stringify(ada), ...at }];
}

const ARTICLE: Article = {
  name: MILK.name,
  dept: 'Dairy',
  tax_class: 'food',
  unit: 'piece',
  gtins: [MILK.code.padStart(14, '0')],
  discountable: true,
};
const ROWS = {
  article: [['100001', ARTICLE, 1, 'A']],
  price: [['de/100001/0', { amount: 149 }, 1, 'A']],
};

export type Snapshot = { manifest: SnapshotManifest; bytes: Uint8Array<ArrayBuffer> };

/** The catalogue as snapshots of one segment each, named by what is in them. */
export async function snapshots(): Promise<Snapshot[]> {
  return Promise.all(
    Object.entries(ROWS).map(async ([ds, rows]) => {
      const packed = new Blob([JSON.stringify(rows)])
        .stream()
        .pipeThrough(new CompressionStream('gzip'));
      const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
      const segment = { hash: toBase64url(sha256(bytes)), bytes: bytes.length, rows: rows.length };
      const manifest = { ds, id: `${ds}-1`, cursor: 'one', rows: rows.length, segments: [segment] };
      return { manifest, bytes };
    }),
  );
}
