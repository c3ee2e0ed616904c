import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { problemBody, type ProblemKind } from '../../contracts/problem.ts';
import type { Log } from '../log.ts';
import { openConnections } from '../transport/connections.ts';
import { makeDial } from '../transport/dial.ts';
import { verifyText } from './ed25519.ts';
import { identityFile } from './identity-file.ts';
import { postEnrolBy } from './post-enrol.ts';
import { findRegion } from './region-trust.ts';
import { newKey, openHeadOffice, token, type HeadOffice } from './testing-head-office.ts';
import { tillKey } from './till-key.ts';
import { openTillSession } from './till-session.ts';

const temporary = mkdtempSync(path.join(tmpdir(), 'identity-'));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
afterAll(() => rmSync(temporary, { recursive: true }));

const log: Log = { info: () => {}, warn: () => {}, error: () => {} };
const CODE = 'a 7KQ2-9xyz abcd';
const noSeal = {
  isEncryptionAvailable: () => false,
  getSelectedStorageBackend: () => 'basic_text' as const,
  encryptString: () => Buffer.alloc(0),
  decryptString: () => '',
};
let tills = 0;

async function headOffice(region?: string): Promise<HeadOffice> {
  const office = await openHeadOffice(region);
  closers.push(office.close);
  return office;
}

type Seal = Parameters<typeof tillKey>[1];
function newTill(
  office: HeadOffice,
  seal: Seal = noSeal,
  folder = path.join(temporary, `till-${(tills += 1)}`),
) {
  const regionFile = path.join(temporary, `region-${tills}.json`);
  writeFileSync(regionFile, JSON.stringify(office.trust));
  const connections = openConnections();
  closers.push(connections.close);
  const start = async () =>
    openTillSession({
      folder,
      found: await findRegion([regionFile]),
      key: tillKey(folder, seal, 'linux'),
      file: identityFile(folder),
      post: postEnrolBy(makeDial(connections)),
      log,
    });
  return { folder, regionFile, start };
}
const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });

test('D19: a code makes this machine a till, and it stays one', async () => {
  const office = await headOffice();
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body)));
  const till = newTill(office);
  const session = await till.start();
  expect(session.identity()).toEqual({ state: 'new', region: 'eu', sites: ['A'] });
  const done = await session.enrol(CODE);
  expect(done).toMatchObject({
    ok: true,
    identity: { state: 'enrolled', till_id: 'eu-0417-02', store: '0417', till: '02' },
  });
  const sent = JSON.parse(office.received[0]?.body.toString() ?? '') as Record<string, string>;
  expect(sent['code']).toBe('A-7KQ2-9XYZ-ABCD');
  const { key = '', proof = '' } = sent;
  expect(verifyText(key, 'enrol', `A-7KQ2-9XYZ-ABCD\n${key}`, proof)).toBe(true);
  const again = await till.start();
  expect(again.identity()).toEqual(session.identity());
  const signature = again.current()?.sign('op', 'x') ?? '';
  expect(verifyText(key, 'op', 'x', signature)).toBe(true);
  for (const name of ['identity.json', 'till-key.json'])
    expect(statSync(path.join(till.folder, name)).mode & 0o777).toBe(0o600);
});

test('D19: a lost answer is asked for again with the same key, also after a restart', async () => {
  const office = await headOffice();
  office.answerWith(() => undefined);
  const till = newTill(office);
  expect(await (await till.start()).enrol(CODE)).toMatchObject({ kind: 'site-unreachable' });
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body)));
  expect(await (await till.start()).enrol(CODE)).toMatchObject({ ok: true });
  const keys = office.received.map((r) => (JSON.parse(r.body.toString()) as { key: string }).key);
  expect(new Set(keys).size).toBe(1);
});

test('the key is sealed where the system can, and never lies beside in the clear', async () => {
  const office = await headOffice();
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body)));
  const flip = (bytes: Buffer): Buffer => Buffer.from(bytes.map((b) => b ^ 0x55));
  const seal = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    encryptString: (text: string) => flip(Buffer.from(text)),
    decryptString: (bytes: Buffer) => flip(bytes).toString(),
  };
  const till = newTill(office, seal);
  await (await till.start()).enrol(CODE);
  const kept = readFileSync(path.join(till.folder, 'till-key.json'), 'utf8');
  expect(kept).toContain('"sealed":"safe-storage"');
  expect(kept).not.toContain('PRIVATE KEY');
  expect((await till.start()).identity().state).toBe('enrolled');
  const broken = {
    ...seal,
    decryptString: (): string => {
      throw new Error('keyring is gone');
    },
  };
  const lost = newTill(office, broken, till.folder);
  expect((await lost.start()).identity().state).toBe('new');
});

const PROBLEMS: [ProblemKind, string][] = [
  ['enrolment-unknown', 'code-unknown'],
  ['enrolment-expired', 'code-expired'],
  ['enrolment-revoked', 'code-revoked'],
  ['enrolment-used', 'code-used'],
  ['wrong-site', 'unknown-site'],
  ['wrong-region', 'wrong-region'],
  ['unavailable', 'site-not-ready'],
  ['internal-error', 'wrong-answer'],
];
test.each(PROBLEMS)('head office says %s: the person reads %s', async (problem, kind) => {
  const office = await headOffice();
  office.answerWith(() => json(problemBody(problem).status, problemBody(problem)));
  const session = await newTill(office).start();
  expect(await session.enrol(CODE)).toMatchObject({ ok: false, kind, next: expect.any(String) });
  expect(session.identity().state).toBe('new');
});

test('what cannot be a code, and a code of no site of ours, is refused without a call', async () => {
  const office = await headOffice();
  const session = await newTill(office).start();
  for (const wrong of ['', 'A-7KQ2-9XYZ-ABC', 'A-7KQ0-9XYZ-ABCD', 'A-7KQ2-9XYZ-ABCDE'])
    expect(await session.enrol(wrong)).toMatchObject({ kind: 'code-mistyped' });
  expect(await session.enrol('Z-7KQ2-9XYZ-ABCD')).toMatchObject({ kind: 'unknown-site' });
  expect(office.received).toEqual([]);
});

test('D18: nothing is believed that region and site did not sign', async () => {
  const office = await headOffice();
  const other = await headOffice('na');
  const session = await newTill(office).start();
  const tryWith = async (change: (good: object, body: Buffer) => object): Promise<string> => {
    office.answerWith(({ body }) => json(200, change(office.enrolAnswer(body), body)));
    const done = await session.enrol(CODE);
    return done.ok ? 'ok' : done.kind;
  };
  const foreignCredential = (body: Buffer): object => {
    const { key } = JSON.parse(body.toString()) as { key: string };
    return { credential: token(newKey(), 'credential', office.credential(key)) };
  };
  const wrongPurpose = (body: Buffer): object => {
    const { key } = JSON.parse(body.toString()) as { key: string };
    return { credential: token(office.siteKey, 'region', office.credential(key)) };
  };
  const otherRegion = token(office.issuer, 'region', { ...office.file(), region: 'na' });
  expect([
    await tryWith((good) => ({ ...good, region_file: other.trust.region_file })),
    await tryWith((good) => ({ ...good, region_file: otherRegion })),
    await tryWith((good, body) => ({ ...good, ...foreignCredential(body) })),
    await tryWith((good, body) => ({ ...good, ...wrongPurpose(body) })),
    await tryWith((_good, body) => office.enrolAnswer(body, { key: 'B'.repeat(43) })),
    await tryWith((_good, body) => office.enrolAnswer(body, { region: 'na' })),
    await tryWith((_good, body) => office.enrolAnswer(body, { store: '0418' })),
    await tryWith(() => ({ hello: 'portal' })),
  ]).toEqual([
    'site-not-genuine',
    'wrong-region',
    'site-not-genuine',
    'site-not-genuine',
    'site-not-genuine',
    'wrong-region',
    'site-not-genuine',
    'network-login',
  ]);
  expect(session.identity().state).toBe('new');
  expect(await tryWith((good) => good)).toBe('ok');
});

test('an enrolled machine never turns into another till', async () => {
  const office = await headOffice();
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body)));
  const session = await newTill(office).start();
  await session.enrol(CODE);
  const over = { till: '03', till_id: 'eu-0417-03' };
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body, over)));
  expect(await session.enrol(CODE)).toMatchObject({ kind: 'other-till' });
  expect(session.current()?.tillId).toBe('eu-0417-02');
});

test('D18: a newer region file of the same issuer is taken and kept; any other is not', async () => {
  const office = await headOffice();
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body, {}, 3)));
  const till = newTill(office);
  const session = await till.start();
  await session.enrol(CODE);
  const forged = token(newKey(), 'region', office.file(9));
  const results = [];
  for (const offered of [office.regionToken(2), office.regionToken(3), forged, 'x.y'])
    results.push(await session.applyRegionFile(offered));
  expect(results).toEqual([false, false, false, false]);
  expect(await session.applyRegionFile(office.regionToken(4))).toBe(true);
  expect((await till.start()).identity()).toMatchObject({ state: 'enrolled', region_number: 4 });
});

test('a disk that does not give the key back is said, and the key is never written over', async () => {
  const office = await headOffice();
  office.answerWith(({ body }) => json(200, office.enrolAnswer(body)));
  const till = newTill(office);
  await (await till.start()).enrol(CODE);
  const key = path.join(till.folder, 'till-key.json');
  renameSync(key, `${key}.kept`);
  mkdirSync(key);
  const session = await till.start();
  expect(session.identity()).toMatchObject({ state: 'unusable', reason: 'state-unreadable' });
  expect(await session.enrol(CODE)).toMatchObject({ ok: false, kind: 'disk-failed' });
  expect(statSync(key).isDirectory()).toBe(true);
});

test('without a region file of its issuer a till is unusable and says what to do', async () => {
  const office = await headOffice();
  const till = newTill(office);
  const forged = { ...office.trust, issuer_key: 'A'.repeat(43) };
  writeFileSync(till.regionFile, JSON.stringify(forged));
  expect((await till.start()).identity()).toMatchObject({
    state: 'unusable',
    reason: 'bad-region-file',
  });
  rmSync(till.regionFile);
  const session = await till.start();
  expect(session.identity()).toMatchObject({ state: 'unusable', reason: 'no-region-file' });
  expect(await session.enrol(CODE)).toMatchObject({ ok: false });
});
