import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownPayload } from './shown-payload.ts';

const shown = (value: unknown): string => shownPayload(Buffer.from(JSON.stringify(value)));
const CARD = '4111111111111111';

test('CON7: a payload is shown in lines; what opens, pays or reaches somebody is not', () => {
  const text = shown({
    kind: 'sale',
    body: {
      doc_no: '01-A-1',
      pin: '4711',
      newPassword: 'x1',
      stored_value: { code: 'GIFT-77', amount: 500 },
      note: `card ${CARD}`,
      number: Number(CARD),
      to: 'ada@example.org',
      [CARD]: true,
    },
  });
  expect(JSON.parse(text)).toMatchObject({ body: { doc_no: '01-A-1', pin: '(not shown)' } });
  expect(text).toContain('"amount": 500');
  expect(text).not.toMatch(/4711|x1|GIFT-77|4111|example/);
});

test('CON7: bytes that are no JSON show their beginning with figures covered', () => {
  const text = shownPayload(Buffer.from(`sale \u0001${CARD} pin 4711 ${'x'.repeat(9000)}`));
  expect(text).toMatch(/^sale ·#+ pin #### x/);
  expect(text.length).toBeLessThan(500);
  expect(shownPayload(Uint8Array.of(0xff, 0xfe))).not.toBe('');
});

test('CON7: whatever was set aside can be shown, nested as deep as it likes, and no PIN comes out', () => {
  const deep = `${'['.repeat(90_000)}${']'.repeat(90_000)}`;
  expect(shownPayload(Buffer.from(deep))).toContain('deeper');
  const anything = fc.jsonValue({ maxDepth: 6 });
  fc.assert(
    fc.property(anything, anything, (before, after) => {
      const text = shown({ before, body: [{ cashier: { pin: 'open-sesame' } }], after });
      expect(text).not.toContain('open-sesame');
      expect(typeof text).toBe('string');
    }),
  );
});
