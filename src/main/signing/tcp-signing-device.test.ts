import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSignature } from '../../contracts/signing-device.ts';
import { readSigningSetting } from './signing-setting.ts';
import { tcpSigningDevice } from './tcp-signing-device.ts';
import { startSigningSimulator, type SigningSimulator } from './testing/signing-simulator.ts';
import { isSignedBySimulator } from './testing/verify-signature.ts';

const PROCESS = {
  client: '0417-02',
  process_type: 'Kassenbeleg-V1',
  process_data: 'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar',
};
const start = (reference: string) => ({ do: 'start', client: PROCESS.client, reference }) as const;
const finish = (reference: string, more: Partial<typeof PROCESS> = {}) =>
  ({ do: 'finish', reference, ...PROCESS, ...more }) as const;
const status = (reference: string) => ({ ...start(reference), do: 'status' }) as const;

let sim: SigningSimulator;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-'));
  sim = await startSigningSimulator({ file: path.join(folder, 'device.json') });
});
afterEach(async () => {
  await sim.close();
  rmSync(folder, { recursive: true });
});

const device = (patienceMs = 2000) =>
  tcpSigningDevice({ host: '127.0.0.1', port: sim.port, patienceMs });

async function signed(reference: string): Promise<DeviceSignature> {
  await device().ask(start(reference));
  const heard = await device().ask(finish(reference));
  if (!heard.ok || heard.answer.outcome !== 'signed') throw new Error(JSON.stringify(heard));
  return heard.answer.signed;
}

describe('a signing device over TCP', () => {
  test('dom-F2: what it signs is checked by the key that stands with it, and by nothing else', async () => {
    const first = await signed('ref-00000001');
    expect(first).toMatchObject({ transaction: 1, counter: 2, is_simulator: true });
    expect(first.serial).toMatch(/^SIMULATOR-/);
    expect(isSignedBySimulator({ ...PROCESS, signed: first })).toBe(true);
    const more = { ...PROCESS, process_data: PROCESS.process_data.replace('11.90:', '12.90:') };
    expect(isSignedBySimulator({ ...more, signed: first })).toBe(false);
    const later = { ...first, logged_ms: first.logged_ms + 1 };
    expect(isSignedBySimulator({ ...PROCESS, signed: later })).toBe(false);
  });

  test('TSE3: one reference is one transaction, signed once, however often it is asked for', async () => {
    const first = await signed('ref-00000001');
    expect(await signed('ref-00000001')).toEqual(first);
    expect(await device().ask(start('ref-00000001'))).toMatchObject({
      answer: { outcome: 'signed', signed: first },
    });
    const other = { process_data: 'AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^' };
    expect(await device().ask(finish('ref-00000001', other))).toMatchObject({
      answer: { outcome: 'refused', why: 'other-data' },
    });
    expect(await signed('ref-00000002')).toMatchObject({ transaction: 2, counter: 4 });
  });

  test('TSE3: one that dies, is silent or garbles is asked what became of it', async () => {
    for (const [behaviour, failure] of [
      ['dies', 'cut-off'],
      ['silent', 'silent'],
      ['garbles', 'garbled'],
    ] as const) {
      const reference = `ref-${behaviour}-0001`;
      await device().ask(start(reference));
      sim.behaviour = behaviour;
      expect(await device(300).ask(finish(reference))).toEqual({ ok: false, failure });
      sim.behaviour = 'sign';
      expect(await device().ask(status(reference))).toMatchObject({
        answer: { outcome: 'signed', process_data: PROCESS.process_data },
      });
    }
    sim.behaviour = 'dies-before';
    expect(await device().ask(start('ref-00000009'))).toEqual({ ok: false, failure: 'cut-off' });
    sim.behaviour = 'sign';
    expect(await device().ask(status('ref-00000009'))).toMatchObject({
      answer: { outcome: 'unknown' },
    });
    expect(await device().ask(finish('ref-00000009'))).toMatchObject({
      answer: { outcome: 'unknown' },
    });
  });

  test('one that is slow is waited for, one that answers twice is heard once', async () => {
    sim.slowMs = 400;
    await device().ask(start('ref-00000001'));
    sim.behaviour = 'slow';
    expect(await device().ask(finish('ref-00000001'))).toMatchObject({ ok: true });
    sim.behaviour = 'answers-twice';
    expect(await signed('ref-00000002')).toMatchObject({ transaction: 2 });
  });

  test('a certificate that expired and a memory that is full are said in words', async () => {
    for (const why of ['certificate-expired', 'memory-full'] as const) {
      sim.behaviour = why;
      for (const question of [
        start('ref-00000001'),
        { ...status('state-01'), do: 'state' as const },
      ])
        expect(await device().ask(question)).toMatchObject({ answer: { outcome: 'refused', why } });
    }
    sim.behaviour = 'sign';
    expect(await device().ask({ ...status('state-01'), do: 'state' })).toMatchObject({
      answer: { outcome: 'ready' },
    });
  });

  test('TSE3: a restart goes on counting, with the same key, and knows what it signed', async () => {
    const first = await signed('ref-00000001');
    await device().ask(start('ref-00000002'));
    await sim.close();
    sim = await startSigningSimulator({ file: path.join(folder, 'device.json') });
    expect(await device().ask(status('ref-00000001'))).toMatchObject({ answer: { signed: first } });
    expect(await signed('ref-00000002')).toMatchObject({
      transaction: 2,
      counter: 4,
      public_key: first.public_key,
    });
  });

  test('where nobody listens nothing was sent; a signature over something else is no answer', async () => {
    const gone = device();
    const first = await signed('ref-00000001');
    await sim.close();
    expect(await gone.ask(start('ref-00000002'))).toEqual({ ok: false, failure: 'unreachable' });
    const answer = {
      outcome: 'signed',
      reference: 'ref-00000001',
      process_data: 'x',
      signed: first,
    };
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(`${JSON.stringify(answer)}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const liar = tcpSigningDevice({ host: '127.0.0.1', port, patienceMs: 2000 });
    expect(await liar.ask(finish('ref-00000001'))).toEqual({ ok: false, failure: 'garbled' });
    server.close();
  });
});

test('the setting names a machine, or says what is wrong with it', () => {
  const read = (EVERTILL_SIGNING_DEVICE: string, patience?: string) =>
    readSigningSetting({ EVERTILL_SIGNING_DEVICE, EVERTILL_SIGNING_PATIENCE_MS: patience });
  expect(read('')).toEqual({ ok: true, device: undefined });
  expect(read('10.0.0.7')).toEqual({
    ok: true,
    device: { host: '10.0.0.7', port: 9300, patienceMs: 8000 },
  });
  expect(read('a b')).toEqual({ ok: false, reason: 'bad-address' });
  expect(read('h', '5')).toEqual({ ok: false, reason: 'bad-patience' });
});
