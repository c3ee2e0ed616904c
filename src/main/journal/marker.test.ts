import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { machineId } from './machine-id.ts';
import { markerFile } from './marker.ts';
import { STREAM } from './testing-chain.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'marker-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('D12: the marker tells the newest stream and its head, always in one sector of the same size', async () => {
  const marker = markerFile(folder, 'machine-1');
  const file = path.join(folder, 'marker.json');
  expect(await marker.read()).toBeUndefined();
  await marker.begin({ stream: STREAM, series: 'A', head_seq: 1 });
  await marker.update({ stream: STREAM, series: 'A', head_seq: 123_456 });
  expect(await marker.read()).toEqual({
    stream: STREAM,
    series: 'A',
    head_seq: 123_456,
    other_machine: false,
  });
  await marker.update({ stream: STREAM, series: 'A2', head_seq: 7 });
  expect(statSync(file).size).toBe(256);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ head_seq: 7, series: 'A2' });
});

test('D12: a marker of another machine says so; machines that tell no id prove nothing', async () => {
  const noted = { stream: STREAM, series: 'B', head_seq: 5 };
  await markerFile(folder, 'machine-1').begin(noted);
  expect(await markerFile(folder, 'machine-2').read()).toEqual({ ...noted, other_machine: true });
  expect(await markerFile(folder, undefined).read()).toEqual({ ...noted, other_machine: false });
  await markerFile(folder, undefined).begin(noted);
  expect(await markerFile(folder, 'machine-2').read()).toEqual({ ...noted, other_machine: false });
});

test('a damaged marker counts as none and is written anew', async () => {
  const marker = markerFile(folder, 'machine-1');
  writeFileSync(path.join(folder, 'marker.json'), 'nonsense'.padEnd(400));
  expect(await marker.read()).toBeUndefined();
  await marker.update({ stream: STREAM, series: 'A', head_seq: 8 });
  // What lay beyond the sector stays damaged; the next stream begins a whole file.
  await marker.begin({ stream: STREAM, series: 'A2', head_seq: 1 });
  expect(await marker.read()).toMatchObject({ series: 'A2', head_seq: 1 });
});

test('the id of this machine is a short hash, the same every time, and none where there is none', async () => {
  const id = await machineId();
  expect(await machineId()).toBe(id);
  if (id !== undefined) expect(id).toMatch(/^[\w-]{22}$/);
  expect(await machineId('aix')).toBeUndefined();
});
