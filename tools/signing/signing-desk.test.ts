import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  startSigningSimulator,
  type SigningSimulator,
} from '../../src/main/signing/testing/signing-simulator.ts';
import { isSignedBySimulator } from '../../src/main/signing/testing/verify-signature.ts';
import { deviceAt, newDisk, paperOf, sell, signingTill, toldOf } from './testing-signing-till.ts';

const FAILED = 'Signing device failed: this receipt is not signed.';
const DATA = 'Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar';

let sim: SigningSimulator;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-desk-'));
  sim = await startSigningSimulator({ file: path.join(folder, 'device.json') });
});
afterEach(async () => {
  await sim.close();
  rmSync(folder, { recursive: true });
});

const opened = (more: Partial<Parameters<typeof signingTill>[0]> = {}) =>
  signingTill({ disk: newDisk(), device: deviceAt(sim.port), ...more });
const kinds = (till: Parameters<typeof toldOf>[0]): unknown[] =>
  toldOf(till).map(({ kind, body }) => {
    if (kind === 'signing-outage') return body.ended_ms === undefined ? 'failed' : 'works';
    const how = body.signed === undefined ? body.unsigned?.why : 'signed';
    return `${body.doc_id} ${body.is_late === true ? 'late ' : ''}${how}`;
  });
const WAIT = { timeout: 15_000 };

describe('a till with a signing device', () => {
  test('dom-F2, TSE4: a sale is signed on the way to its paper, and told by an op of its own', async () => {
    const till = opened();
    expect(await sell(till, 'document-1')).toMatchObject({ ok: true });
    await expect.poll(() => kinds(till), WAIT).toEqual(['document-1 signed']);
    const [{ body } = must()] = toldOf(till);
    expect(body).toMatchObject({ client: '0417-02', process_data: DATA });
    expect(isSignedBySimulator(body)).toBe(true);
    expect(isSignedBySimulator({ ...body, process_data: DATA.replaceAll('11', '12') })).toBe(false);
    const paper = paperOf(till, '0417-02-A-000001');
    expect(paper).toContain('SIMULATED signing device');
    expect(paper).toContain(`V0;0417-02;Kassenbeleg-V1;${DATA};1;2;`);
    expect(paper).toContain(body.signed?.signature);
    expect(till.disk.docs.get('document-1')?.seal).toEqual(body);
  });

  test('TSE4: the drawer opens and the sale is done at once; paper waits two seconds, and says that the device failed', async () => {
    sim.behaviour = 'slow';
    sim.slowMs = 3000;
    const till = opened();
    const began = performance.now();
    await sell(till, 'document-1');
    expect(performance.now() - began).toBeLessThan(1000);
    await expect.poll(() => till.papers.map(({ name }) => name), WAIT).toHaveLength(2);
    const [drawer, receipt] = till.papers;
    expect(drawer).toMatchObject({ name: '0417-02-A-000001-drawer', doc: [{ kind: 'drawer' }] });
    expect((drawer?.atMs ?? 0) - began).toBeLessThan(1000);
    const waited = (receipt?.atMs ?? 0) - began;
    expect(waited).toBeGreaterThanOrEqual(1900);
    expect(waited).toBeLessThan(2900);
    expect(paperOf(till, '0417-02-A-000001')).toContain(FAILED);
    // The device signed it all the same, and its own time says so.
    await expect
      .poll(() => kinds(till), WAIT)
      .toEqual(['failed', 'document-1 silent', 'works', 'document-1 late signed']);
    expect(till.alarms).toEqual([true, false]);
  });

  test('TSE3: one that signs and dies before it answers is asked again, and signs once', async () => {
    sim.behaviour = 'dies-once';
    const till = opened();
    await sell(till, 'document-1');
    await expect.poll(() => kinds(till), WAIT).toEqual(['document-1 signed']);
    expect(sim.asked.map((one) => one.do)).toEqual(['start', 'finish', 'finish']);
    expect(sim.memory.all()).toHaveLength(1);
    expect(sim.memory.all()[0]?.signed?.counter).toBe(2);
  });

  test('TSE5: one that signed and died for longer tells of it when it is back: the paper said no, the word is late', async () => {
    sim.behaviour = 'dies';
    const till = opened();
    await sell(till, 'document-1');
    await expect.poll(() => kinds(till), WAIT).toEqual(['failed', 'document-1 cut-off']);
    await expect.poll(() => paperOf(till, '0417-02-A-000001'), WAIT).toContain(FAILED);
    sim.behaviour = 'sign';
    await till.desk.look();
    await expect
      .poll(() => kinds(till), WAIT)
      .toEqual(['failed', 'document-1 cut-off', 'works', 'document-1 late signed']);
    expect(sim.memory.all()).toHaveLength(1);
    expect(till.disk.docs.get('document-1')?.seal).toMatchObject({ is_late: true });
  });

  test.each([
    ['certificate-expired', 'certificate-expired'],
    ['memory-full', 'memory-full'],
    ['garbles', 'garbled'],
    ['dies-before', 'cut-off'],
  ] as const)('TSE4: one that %s is an outage, and selling goes on', async (behaviour, why) => {
    sim.behaviour = behaviour;
    const till = opened();
    expect(await sell(till, 'document-1')).toMatchObject({ ok: true });
    await expect.poll(() => kinds(till), WAIT).toEqual(['failed', `document-1 ${why}`]);
    await expect.poll(() => paperOf(till, '0417-02-A-000001'), WAIT).toContain(FAILED);
    expect(till.alarms).toEqual([true]);
  });

  test('TSE5: an outage has a start and an end; what was sold meanwhile stays unsigned, and the next is signed', async () => {
    const gone = sim.port;
    await sim.close();
    const till = opened({ device: deviceAt(gone) });
    await sell(till, 'document-1');
    await expect.poll(() => kinds(till), WAIT).toHaveLength(2);
    await sell(till, 'document-2');
    const down = ['failed', 'document-1 unreachable', 'document-2 unreachable'];
    await expect.poll(() => kinds(till), WAIT).toEqual(down);
    sim = await startSigningSimulator({ port: gone, file: path.join(folder, 'device.json') });
    await till.desk.look();
    await sell(till, 'document-3');
    await expect.poll(() => kinds(till), WAIT).toEqual([...down, 'works', 'document-3 signed']);
    expect(sim.memory.all()).toHaveLength(1);
    const outage = toldOf(till)[3]?.body as unknown as Record<string, number>;
    expect(outage).toMatchObject({ unsigned: 2, why: 'unreachable' });
    expect(outage['ended_ms']).toBeGreaterThanOrEqual(outage['began_ms'] ?? Infinity);
    // Asked again and again, nothing more is told of them.
    await till.desk.look();
    await till.desk.look();
    expect(kinds(till)).toHaveLength(5);
  });

  test('TSE5: killed between sale and signature, with nothing begun: told as interrupted, and not signed afterwards', async () => {
    const disk = newDisk();
    await sell(opened({ disk, diesBeforeSigning: true }), 'document-1');
    expect(kinds({ disk })).toEqual([]);
    const again = opened({ disk });
    await again.committer.resume([...disk.pending.values()]);
    expect(paperOf(again, '0417-02-A-000001')).toContain(FAILED);
    await again.desk.look();
    await expect.poll(() => kinds(again), WAIT).toEqual(['document-1 interrupted']);
    expect(sim.memory.all()).toEqual([]);
    await sell(again, 'document-2');
    await expect.poll(() => kinds(again).at(-1), WAIT).toBe('document-2 signed');
  });

  test('TSE5: killed behind the device’s signature: the one it gave stands on the paper', async () => {
    const disk = newDisk();
    const dying = opened({ disk, diesBeforeSigning: true });
    await sell(dying, 'document-1');
    const device = deviceAt(sim.port);
    const transaction = { client: '0417-02', reference: 'document-1' };
    await device.ask({ do: 'start', ...transaction });
    const process = { process_type: 'Kassenbeleg-V1', process_data: DATA };
    await device.ask({ do: 'finish', ...transaction, ...process });
    const again = opened({ disk });
    await again.committer.resume([...disk.pending.values()]);
    expect(paperOf(again, '0417-02-A-000001')).toContain('V0;0417-02');
    await again.desk.look();
    await expect.poll(() => kinds(again), WAIT).toEqual(['document-1 signed']);
    expect(sim.memory.all()).toHaveLength(1);
  });

  test('TSE5: killed behind the paper: the next start tells what the paper says, over an outage too', async () => {
    const disk = newDisk();
    const before = opened({ disk, diesBeforeSigning: true });
    await sell(before, 'document-1');
    disk.pending.clear();
    const port = sim.port;
    await sim.close();
    const away = opened({ disk, device: deviceAt(port) });
    await away.desk.look();
    await expect.poll(() => kinds(away), WAIT).toEqual(['failed', 'document-1 unreachable']);
    const later = opened({ disk, device: deviceAt(port) });
    expect(later.desk.isDown).toBe(true);
    sim = await startSigningSimulator({ port, file: path.join(folder, 'device.json') });
    await later.desk.look();
    await expect
      .poll(() => kinds(later), WAIT)
      .toEqual(['failed', 'document-1 unreachable', 'works']);
  });

  test('TSE6: practice is signed as practice, and a device that fails in training is told', async () => {
    const till = opened();
    till.disk.training = { cashier: '104', sinceMs: 1 };
    const practising = opened({ disk: till.disk });
    await sell(practising, 'document-1');
    await expect.poll(() => kinds(practising), WAIT).toEqual(['document-1 signed']);
    expect(toldOf(practising)[0]?.body.process_data).toBe(DATA.replace('Beleg', 'AVTraining'));
    expect(practising.disk.trainingDocs.get('document-1')?.seal?.signed).toBeDefined();
    sim.behaviour = 'memory-full';
    await sell(practising, 'document-2');
    await expect
      .poll(() => kinds(practising).slice(1), WAIT)
      .toEqual(['failed', 'document-2 memory-full']);
  });
});

function must(): never {
  throw new Error('nothing was told');
}
