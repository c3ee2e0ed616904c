import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { markerFile } from './marker.ts';
import { STREAM } from './testing-chain.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'marker-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('D12: the marker keeps its install id and is always one sector of the same size', async () => {
  let installs = 0;
  const marker = markerFile(folder, () => `install-${(installs += 1)}`);
  const file = path.join(folder, 'marker.json');
  expect(await marker.read()).toBeUndefined();
  await marker.begin(STREAM, 1);
  await marker.update(STREAM, 123_456);
  expect(await marker.read()).toEqual({
    stream: STREAM,
    install_id: 'install-1',
    head_seq: 123_456,
  });
  await marker.update(STREAM, 7);
  expect(statSync(file).size).toBe(256);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ head_seq: 7 });
  writeFileSync(file, 'nonsense');
  expect(await marker.read()).toBeUndefined();
  await marker.update(STREAM, 8);
  expect(await marker.read()).toEqual({ stream: STREAM, install_id: 'install-2', head_seq: 8 });
});
