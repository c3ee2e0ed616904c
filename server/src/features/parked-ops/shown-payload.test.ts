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

test('CON7: of torn JSON the names are shown and no value, wherever it is torn', () => {
  const text = JSON.stringify({
    v: 1,
    kind: 'mail-asked',
    body: { mail: 'anna.berg@example.com', token: 'ghp-abcDEFxyz', n: [true, 'open "sesame" now'] },
  });
  expect(shownPayload(Buffer.from(text.slice(0, -1)))).toContain('"token":(not shown)');
  const bad = (torn: string) =>
    shownPayload(Buffer.concat([Buffer.from(torn), Uint8Array.of(255)]));
  for (let at = 1; at < text.length; at += 1) {
    expect(bad(text.slice(0, at))).not.toMatch(/anna|berg|example|ghp|abcDEF|sesame|asked/);
    for (const torn of [text.slice(at), text.slice(0, at - 1) + text.slice(at)])
      if (torn.includes('"')) expect(bad(torn)).not.toMatch(/ghp|abcDEF|@|sesame/);
  }
  expect(shownPayload(Buffer.from("to ada@example.org, pw 'open-sesame'"))).toBe(
    'to (not shown) pw (not shown)',
  );
});

test('CON7: a code is not shown, whatever name ends in it', () => {
  const text = shown({ giftCode: 'GC-ABCD-99', voucher_code: 'VC-XYZ', CODE: 'C-1', codec: 'mp3' });
  expect(text).not.toMatch(/ABCD|XYZ|C-1/);
  expect(text).toContain('mp3');
});
