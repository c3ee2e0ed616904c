import { expect, test } from 'vitest';
import type { TillCredential } from '../../contracts/region.ts';
import { signingText, type SigningPurpose } from '../../contracts/signed-token.ts';
import { toBase64url } from '../../domain/oplog/base64url.ts';
import { keyOfHost, keysToldBy, ownSignature } from './own-keys.ts';

const utf8 = new TextEncoder();
const TILL = 'eu-0417-01';
const OP = 'b3AtaWQtb3AtaWQtb3AtaQ';

type Machine = { key: string; sign: (purpose: SigningPurpose, text: string) => Promise<string> };

async function machine(): Promise<Machine> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
  return {
    key: toBase64url(new Uint8Array(raw)),
    async sign(purpose, text) {
      const bytes = utf8.encode(signingText(purpose, text));
      return toBase64url(
        new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, bytes)),
      );
    },
  };
}
const [site, stranger, old, now] = await Promise.all([machine(), machine(), machine(), machine()]);

async function credential(of: Machine, series: string, by = site, tillId = TILL): Promise<string> {
  const words: TillCredential = {
    v: 1,
    region: 'eu',
    store: '0417',
    till: '01',
    till_id: tillId,
    key: of.key,
    site: 'A',
    issued_ms: 1,
    expires_ms: 2,
    serial: 'c2VyaWFsLXNlcmlhbC1zZQ',
    series,
  };
  const text = toBase64url(utf8.encode(JSON.stringify(words)));
  return `${text}.${await by.sign('credential', text)}`;
}
const told = { tillId: TILL, siteKeys: new Map([['A', site.key]]) };

test('OO5 D19 keys come from credentials of this till that a site of the region signed, and from nowhere else', async () => {
  const tokens = await Promise.all([
    credential(old, 'A'),
    credential(now, 'A', stranger),
    credential(now, 'A', site, 'eu-0417-02'),
  ]);
  const keys = await keysToldBy([...tokens, 'no.token'], told);
  expect(keys.map((k) => [k.key, k.series])).toEqual([[old.key, 'A']]);
  expect(keyOfHost(await credential(old, 'C'))).toMatchObject({ key: old.key, series: 'C' });
});

test('OO5 any key of the till vouches; only a machine whose own key is known can be lied about', async () => {
  const keys = [
    { key: old.key, series: 'A' },
    { key: now.key, series: 'C' },
  ];
  expect(await ownSignature(keys, 'A2', { opId: OP, sig: await old.sign('op', OP) })).toBe('holds');
  expect(await ownSignature(keys, 'A2', { opId: OP, sig: await now.sign('op', OP) })).toBe('holds');
  expect(await ownSignature(keys, 'A2', { opId: OP, sig: await stranger.sign('op', OP) })).toBe(
    'fails',
  );
  expect(await ownSignature(keys, 'A2', { opId: OP, sig: await old.sign('op', 'another') })).toBe(
    'fails',
  );
  expect(await ownSignature(keys, 'B', { opId: OP, sig: await stranger.sign('op', OP) })).toBe(
    'unknown',
  );
});
