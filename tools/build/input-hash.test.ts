import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inputHash } from './input-hash.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'inputs-'));
  mkdirSync(path.join(root, 'src/main/deep'), { recursive: true });
  mkdirSync(path.join(root, 'src/renderer'), { recursive: true });
  write('src/main/index.ts', 'a');
});
afterAll(() => rmSync(root, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

test('changes with a source file, in any folder, and with nothing else', () => {
  const before = inputHash('main', root);
  write('src/renderer/main.tsx', 'other part');
  write('src/main/index.test.ts', 'a test');
  expect(inputHash('main', root)).toBe(before);
  write('src/main/deep/part.ts', 'x');
  const deeper = inputHash('main', root);
  write('src/main/index.ts', 'b');
  expect(new Set([before, deeper, inputHash('main', root)]).size).toBe(3);
});
