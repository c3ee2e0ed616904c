import { afterEach, describe, expect, test } from 'vitest';
import { SIGNATURE_LINE, type BuildWord } from '../../contracts/build-feed.ts';
import { problemBody } from '../../contracts/problem.ts';
import { openRegion } from '../../contracts/read-token.ts';
import { LineAway } from '../../contracts/line-away.ts';
import { HEADERS } from '../../contracts/wire.ts';
import { publicKeyText, sha256Text, signText } from '../identity/ed25519.ts';
import {
  isSignedBy,
  newKey,
  openHeadOffice,
  PROFILE,
  token,
  type Answer,
  type Received,
} from '../identity/testing-head-office.ts';
import type { EnrolledTill } from '../identity/till-session.ts';
import { nodeTokenTools } from '../identity/token-tools.ts';
import { openConnections } from '../transport/connections.ts';
import { askSites } from './ask-sites.ts';
import { newBook } from '../../contracts/slot-book.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
const KEY = newKey();
const DAY_MS = 86_400_000;
const HASH = 'h'.repeat(86);
const FILE = { platform: 'linux' as const, name: 'b', hash: HASH, size: 10 };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function start() {
  const office = await openHeadOffice();
  const connections = openConnections();
  closers.push(office.close, connections.close);
  const region = await openRegion(nodeTokenTools, office.trust);
  if (region === undefined) throw new Error('no region');
  const credential = office.credential(publicKeyText(KEY));
  const till: EnrolledTill = {
    region,
    tillId: credential.till_id,
    credential,
    credentialToken: token(office.siteKey, 'credential', credential),
    lastZ: undefined,
    profile: PROFILE,
    sign: (purpose, text) => signText(KEY, purpose, text),
  };
  const lines = "version: '0.2.0'\n";
  const manifest = ({ path }: Received): Answer => {
    const word: BuildWord = {
      v: 1,
      region: 'eu',
      site: 'A',
      store: '0417',
      till_id: till.tillId,
      platform: 'linux',
      nonce: new URL(path, office.url).searchParams.get('nonce') ?? '',
      sequence: { A: 1 },
      version: '0.2.0',
      file: FILE,
      manifest: sha256Text(Buffer.from(lines)),
    };
    const payload = Buffer.from(JSON.stringify(word)).toString('base64url');
    const signature = signText(office.siteKey, 'build', payload);
    return {
      status: 200,
      type: 'text/yaml',
      body: `${lines}${SIGNATURE_LINE}${payload}.${signature}\n`,
    };
  };
  const line = new LineAway(() => performance.now());
  const sites = askSites({ till: () => till, connections, line, platform: 'linux', log });
  return { office, sites, manifest, line };
}
const BOOK = newBook('0.1.0');

describe('UPD1 a till asks its sites', () => {
  test('signed, with its build and what it came back from', async () => {
    const { office, sites, manifest } = await start();
    office.answerWith(manifest);
    const failed = { version: '0.3.0', hash: HASH, why: 'hang' as const };
    expect(await sites.ask({ ...BOOK, failed })).toMatchObject([{ version: '0.2.0' }]);
    await sites.ask(BOOK, '0.2.0');
    expect(office.received[1]?.path).toMatch(/&refuses=0\.2\.0$/);
    const [asked] = office.received;
    expect(asked?.path).toMatch(
      /^\/v1\/store\/builds\/latest-linux\.yml\?nonce=[\w-]{22}&build=0\.1\.0&failed=0\.3\.0&why=hang$/,
    );
    expect(asked && isSignedBy(publicKeyText(KEY), asked)).toBe(true);
  });

  test('with its clock a day off it is told the time, and asks again', async () => {
    const { office, sites, manifest } = await start();
    const theirs = (): number => Date.now() + DAY_MS;
    office.answerWith((request) => {
      const off = Math.abs(Number(request.headers[HEADERS.time]) - theirs());
      if (off < 60_000) return manifest(request);
      const body = { ...problemBody('clock-skew'), server_ms: theirs() };
      return { status: 401, type: 'application/problem+json', body: JSON.stringify(body) };
    });
    expect(await sites.ask(BOOK)).toHaveLength(1);
    expect(await sites.ask(BOOK)).toHaveLength(1);
    // The second question knew already.
    expect(office.received).toHaveLength(3);
  });

  test('an answer that was given before, a page of a portal and 10 MB are no answers', async () => {
    const { office, sites, manifest } = await start();
    let first: Answer | undefined;
    office.answerWith((request) => (first ??= manifest(request)));
    expect(await sites.ask(BOOK)).toHaveLength(1);
    expect(await sites.ask(BOOK)).toEqual([]);
    for (const body of ['<html>', '', '#'.repeat(10_000_000)]) {
      office.answerWith(() => ({ status: 200, body }));
      expect(await sites.ask(BOOK)).toEqual([]);
    }
    office.answerWith(() => undefined);
    expect(await sites.ask(BOOK)).toEqual([]);
  });

  test('pieces are asked for by range; a whole file in place of a piece is none', async () => {
    const { office, sites } = await start();
    office.answerWith(({ headers }) =>
      headers.range === 'bytes=4-9'
        ? { status: 206, body: 'pieces' }
        : { status: 200, body: '0123456789' },
    );
    const text = async (from: number, to: number) => {
      const bytes = await sites.piece('A', FILE, from, to);
      return bytes && Buffer.from(bytes).toString();
    };
    expect(await text(4, 9)).toBe('pieces');
    expect(await text(0, 9)).toBe('0123456789');
    expect(await text(2, 3)).toBeUndefined();
  });

  test('LD2 while the line is away for a drill nothing is asked', async () => {
    const { office, sites, manifest, line } = await start();
    office.answerWith(manifest);
    line.take(60_000);
    expect(await sites.ask(BOOK)).toEqual([]);
    expect(await sites.piece('A', FILE, 0, 9)).toBeUndefined();
    expect(office.received).toEqual([]);
    line.take(0);
    expect(await sites.ask(BOOK)).toHaveLength(1);
  });
});
