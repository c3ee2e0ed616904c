import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { DrillStart } from '../../../src/contracts/outage-drill.ts';
import { EMPTY_DRILL, readDrill } from './drill-form.ts';

const form = { ...EMPTY_DRILL, stores: '0417, 0418', why: ' a drill ' };

test('LD1: the form asks in the form that the site takes, once the stores are counted', () => {
  expect(readDrill(form, undefined)).toBe('Counting the stores …');
  const read = readDrill({ ...form, groups: 'pilots', formats: 'express' }, 2);
  expect(read).toEqual({
    audience: { stores: ['0417', '0418'], groups: ['pilots'], formats: ['express'] },
    minutes: 15,
    stores: 2,
    why: 'a drill',
  });
  expect(Value.Errors(DrillStart, read)).toEqual([]);
});

test('LD1: what is missing or wrong is said in a sentence', () => {
  expect(readDrill(EMPTY_DRILL, 2)).toContain('Name stores');
  expect(readDrill({ ...form, stores: '17' }, 2)).toContain('four figures');
  expect(readDrill({ ...form, groups: 'Pilots!' }, 2)).toContain('lower-case');
  for (const minutes of ['4', '61', '', '1.5', 'x', '-5', '100'])
    expect(readDrill({ ...form, minutes }, 2)).toBe('Minutes: 5 to 60.');
  expect(readDrill(form, 0)).toContain('No store');
  expect(readDrill(form, 201)).toContain('200 at most');
  expect(readDrill({ ...form, why: ' ' }, 2)).toContain('Say why');
});
