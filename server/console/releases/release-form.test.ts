import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { ConsoleNewRelease, ReleasePreviewAsk } from '../../../src/contracts/release.ts';
import { EMPTY_FORM, previewAsk, readForm, type ReleaseForm } from './release-form.ts';

const NOW = Date.parse('2026-11-22T12:00:00');
const GOOD: ReleaseForm = { ...EMPTY_FORM, id: 'r-1', flag: 'f', variant: 'on', why: 'a trial' };

test('CON9: a form that is filled in is the release that the command would make', () => {
  const read = readForm(
    {
      ...GOOD,
      groups: 'north, south',
      stores: '0417 0418',
      stages: '10 %, 100',
      needsApproval: true,
      startAt: '2026-11-23T09:00',
    },
    NOW,
  );
  const stage = { advance: 'hand', min_soak_ms: 86_400_000, min_sales: 0, business_hours: false };
  expect(read).toEqual({
    ok: true,
    body: {
      why: 'a trial',
      release: {
        id: 'r-1',
        kind: 'flags',
        audience: { groups: ['north', 'south'], stores: ['0417', '0418'] },
        stages: [
          { ...stage, percent: 10, needs_approval: false },
          { ...stage, percent: 100, needs_approval: true },
        ],
        flags: [{ key: 'f', variant: 'on' }],
        start_at_ms: Date.parse('2026-11-23T09:00'),
      },
    },
  });
});

test('CAN1: by share of requests it names a site, is marked compatible, and knows no flag and no store', () => {
  const read = readForm({ ...EMPTY_FORM, id: 'r-1', canary: 'A', why: 'a trial' }, NOW);
  if (!read.ok) throw new Error(read.fault);
  expect(Value.Errors(ConsoleNewRelease, read.body)).toEqual([]);
  const { stages, ...release } = read.body.release;
  expect(release).toEqual({
    id: 'r-1',
    kind: 'backend',
    compatible: true,
    site: 'A',
    audience: {},
  });
  expect(stages.map(({ percent }) => percent)).toEqual([10, 25, 50, 100]);
  const told = readForm({ ...EMPTY_FORM, id: 'r-1', canary: 'A', stores: '0417', why: 'w' }, NOW);
  expect(told).toMatchObject({ ok: false, fault: expect.stringContaining('know no stores') });
});

test('CON9: what is missing or wrong is said in a sentence', () => {
  const cases: [Partial<ReleaseForm>, string][] = [
    [{ id: '' }, 'It needs a name.'],
    [{ id: 'Größer' }, 'The id is not lower-case letters'],
    [{ variant: '' }, 'Choose a flag'],
    [{ stages: '10, many' }, 'Stages are whole percents'],
    [{ stages: '50, 10' }, 'Each stage must be wider'],
    [{ soakHours: '-1' }, 'Hours between stages'],
    [{ stores: '417' }, 'Stores are numbers of four figures'],
    [{ startAt: '2026-11-21T09:00' }, 'A time that you named is over.'],
    [{ startAt: '2026-11-24T09:00', cutoff: '2026-11-23T09:00' }, 'It would be taken back before'],
    [{ why: '  ' }, 'Say why'],
  ];
  for (const [over, fault] of cases) {
    const read = readForm({ ...GOOD, ...over }, NOW);
    expect(read.ok ? 'taken' : read.fault).toContain(fault);
  }
});

test('CON9: whatever stands in the form, what is sent has the shape that the site takes', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('10', '10,20', '0417', 'north', '2027-01-01T10:00'),
  );
  const form = fc.record({
    ...Object.fromEntries(Object.keys(EMPTY_FORM).map((key) => [key, text])),
    id: fc.oneof(text, fc.constant('r-1')),
    flag: fc.constantFrom('f', ''),
    variant: fc.constantFrom('on', ''),
    advance: fc.constantFrom('hand', 'time', 'guards'),
    needsApproval: fc.boolean(),
    isOfficeHours: fc.boolean(),
    why: fc.constantFrom('w', ''),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<ReleaseForm>;
  fc.assert(
    fc.property(form, (one) => {
      const read = readForm(one, NOW);
      if (read.ok) expect(Value.Errors(ConsoleNewRelease, read.body)).toEqual([]);
      const ask = previewAsk(one);
      if (ask !== undefined) expect(Value.Errors(ReleasePreviewAsk, ask)).toEqual([]);
    }),
  );
});
