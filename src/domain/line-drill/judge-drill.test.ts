import { expect, test } from 'vitest';
import { judgeDrill, tillState, UNTOLD_AFTER_MS, type FoundTill } from './judge-drill.ts';

const well: FoundTill = {
  told: { documents: 3, gross: 900 },
  held: 3,
  ops: 3,
  documents: 3,
  gross: 900,
  isThere: true,
  isArchived: false,
};

test('LD6: a till is whole only with every op, every document, the same sum and the other site’s word', () => {
  expect(tillState(well)).toBe('whole');
  expect(tillState({ ...well, told: undefined })).toBe('untold');
  expect(tillState({ ...well, held: 2 })).toBe('draining');
  expect(tillState({ ...well, isThere: false })).toBe('one-site');
  expect(tillState({ ...well, documents: 2 })).toBe('differs');
  expect(tillState({ ...well, gross: 901, isThere: false })).toBe('differs');
  expect(tillState({ ...well, held: 0, isArchived: true })).toBe('whole');
});

test('LD6: a till that opened a new stream in it is not proven, whatever that one holds', () => {
  const anew = { ...well, told: { documents: 3, gross: 900, began_on: 'S' } };
  expect(tillState(anew)).toBe('unproven');
  expect(tillState({ ...anew, isArchived: true })).toBe('unproven');
  expect(tillState({ ...anew, held: 2 })).toBe('draining');
  expect(tillState({ ...anew, gross: 901 })).toBe('differs');
  expect(judgeDrill(['unproven', 'whole'], { endsMs: 1000, nowMs: 2000 })).toMatchObject({
    state: 'unproven',
    verdict: expect.stringContaining('Not proven: 1 till'),
  });
});

test('LD6: the verdict in words', () => {
  const at = (nowMs: number) => ({ endsMs: 1000, nowMs });
  expect(judgeDrill(['untold', 'untold'], at(500)).state).toBe('running');
  expect(judgeDrill(['untold', 'whole'], at(2000)).state).toBe('reconciling');
  expect(judgeDrill(['draining', 'whole'], at(2000)).state).toBe('reconciling');
  expect(judgeDrill(['one-site'], at(2000)).state).toBe('reconciling');
  expect(judgeDrill(['differs', 'whole', 'untold'], at(500)).state).toBe('differs');
  expect(judgeDrill([], at(2000)).state).toBe('nobody');
  expect(judgeDrill(['whole', 'whole'], at(2000))).toEqual({
    state: 'whole',
    verdict: 'All of it arrived at both sites.',
  });
  const late = at(1001 + UNTOLD_AFTER_MS);
  expect(judgeDrill(['untold'], late).state).toBe('nobody');
  expect(judgeDrill(['untold', 'whole'], late)).toMatchObject({ state: 'whole' });
  expect(judgeDrill(['untold', 'whole'], late).verdict).toContain('1 till told nothing');
});
