import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const runner = fileURLToPath(new URL('run-vectors.ts', import.meta.url));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../src/domain/fixtures/${name}.json`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...files: string[]): { status: number | null; out: string[]; err: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [runner, ...files], {
    encoding: 'utf8',
  });
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  return { status, out: lines(stdout), err: lines(stderr) };
}

function fileWith(content: unknown): string {
  const path = join(folder, 'given.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('npm run vectors', () => {
  it('passes every case of the kinds the till has rules for', () => {
    expect(
      run(
        fixture('tax'),
        fixture('cash-rounding'),
        fixture('barcodes'),
        fixture('promotions'),
        fixture('cashup'),
      ),
    ).toEqual({
      status: 0,
      out: ['227 passed, 0 failed'],
      err: [],
    });
  });

  it('names what differs and exits 1', () => {
    const wrong = {
      id: 'CSH-X',
      input: {
        total: 492,
        taxTotal: 23,
        policy: { increment: 5 },
        tenders: [{ type: 'cash', tendered: 500 }],
      },
      expected: { change: 8, tenderAmounts: [490] },
    };
    const given = fileWith({ format: 'pos-vectors/1', kind: 'cash-rounding', cases: [wrong] });
    expect(run(given, fixture('tax'))).toEqual({
      status: 1,
      out: ['CSH-X  change: expected 8, actual 10', '65 passed, 1 failed'],
      err: [],
    });
  });

  it('names a kind without rules and counts each of its cases as failed', () => {
    const cases = [
      { id: 'H1', input: {}, expected: {} },
      { id: 'H2', input: {}, expected: {} },
    ];
    const { status, out } = run(fileWith({ format: 'pos-vectors/1', kind: 'holograms', cases }));
    expect(status).toBe(1);
    expect(out[0]).toBe('kind holograms is not supported: all 2 cases fail');
    expect(out.at(-1)).toBe('0 passed, 2 failed');
  });

  it.each([
    ['a torn file', '{"format":"pos-vec'],
    ['a file that is no JSON', '{\n  format:\n  "pos-vectors/1"\n}\n'],
    ['another format', { format: 'pos-vectors/9', kind: 'tax', cases: [] }],
  ])('answers %s with one line and exits 2', (_, content) => {
    const path = fileWith(content);
    const { status, out, err } = run(path);
    expect({ status, out, lines: err.length }).toEqual({ status: 2, out: [], lines: 1 });
    expect(err[0]).toContain(path);
  });

  it('answers a missing file, or none at all, with one line and exits 2', () => {
    for (const result of [run(join(folder, 'missing.json')), run()]) {
      expect({ ...result, err: result.err.length }).toEqual({ status: 2, out: [], err: 1 });
    }
  });
});
