import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { checkOwnClosings } from './check-own-closings.ts';
import { closeLife, CloseDisks } from './testing-close-life.ts';

const utf8 = new TextDecoder();

/** A till that closed three shifts. */
async function threeZs(): Promise<CloseDisks> {
  const disks = new CloseDisks();
  for (let shift = 0; shift < 3; shift++) {
    const life = await closeLife(disks);
    await life.open(15_000);
    await life.count(3);
    const shiftId = life.shifts.open?.shiftId ?? '';
    await life.close.close({ shiftId, nextFloat: 15_000 });
  }
  return disks;
}

const checked = (disks: CloseDisks, told?: string) =>
  checkOwnClosings({
    zs: async () => disks.rows,
    store: {
      readOps: async (_stream, from, most) =>
        disks.ops.filter(({ seq }) => seq >= from).slice(0, most),
    },
    told,
    sha256,
    text: (raw) => utf8.decode(raw),
    breathe: async () => undefined,
  });

describe('CUP11, dom-F6: the till looks at its own closings when it starts', () => {
  it('says nothing where each goes on from the one it names, also where ops are forgotten', async () => {
    const disks = await threeZs();
    expect(await checked(disks)).toBeUndefined();
    disks.ops = [];
    expect(await checked(disks)).toBeUndefined();
    disks.rows = disks.rows.slice(1);
    expect(await checked(disks)).toBeUndefined();
    expect(await checked(new CloseDisks())).toBeUndefined();
  });

  it('names a row that is not what its op says', async () => {
    const disks = await threeZs();
    const [first, second, third] = disks.rows;
    if (first === undefined || second === undefined || third === undefined) throw new Error('rows');
    disks.rows = [first, { ...second, body: { ...(second.body as object), bag: 'B 9' } }, third];
    expect(await checked(disks)).toBe(
      'Report 0417-01-A-Z0002: it is not what its entry says. Go on selling, and tell IT.',
    );
  });

  it('names an op whose bytes were changed', async () => {
    const disks = await threeZs();
    disks.ops = disks.ops.map((op) =>
      op.opId === disks.rows[2]?.opId ? { ...op, raw: op.raw.with(20, 65) } : op,
    );
    expect(await checked(disks)).toContain('Report 0417-01-A-Z0003: its entry was changed.');
  });

  it('names the one behind a report that is gone, and a sum that was changed where its op is forgotten', async () => {
    const gone = await threeZs();
    gone.rows = gone.rows.filter((_row, at) => at !== 1);
    expect(await checked(gone)).toContain('Z0003: the report before it is missing.');
    const changed = await threeZs();
    changed.ops = [];
    changed.rows = changed.rows.map((row, at) =>
      at === 1 ? { ...row, body: { ...(row.body as object), deposit: 99 } } : row,
    );
    expect(await checked(changed)).toContain('Z0002: its sums do not add up.');
  });
});
