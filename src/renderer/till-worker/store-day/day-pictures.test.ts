import { expect, test } from 'vitest';
import { dayPictures, type DayPicturesPorts } from './day-pictures.ts';

const DAY = '2026-11-22';
const PICTURE = { currency: 'EUR', hours: [], compared: [], tenders: [], variances: [] };
const pictures = (over: Partial<DayPicturesPorts> = {}) =>
  dayPictures({
    may: async () => ({ ok: true, cashier: '203' }),
    ask: async () => [PICTURE],
    ...over,
  });

test('PIC2: charts are head office’s to tell, and only to who may close the store', async () => {
  expect(await pictures()({ day: DAY })).toEqual({ ok: true, pictures: [PICTURE] });
  expect(await pictures()({ day: 'today' })).toMatchObject({ kind: 'bad-day' });
  const away = { ok: false, kind: 'head-office-away' };
  expect(await pictures({ ask: async () => undefined })({ day: DAY })).toMatchObject(away);
  const fails = async () => Promise.reject(new Error('gone'));
  expect(await pictures({ ask: fails })({ day: DAY })).toMatchObject(away);
  const asked: string[] = [];
  const nobody = pictures({
    may: async () => ({ ok: false, kind: 'needs-approval', next: '' }),
    ask: async (day) => {
      asked.push(day);
      return [PICTURE];
    },
  });
  expect(await nobody({ day: DAY })).toMatchObject({ kind: 'needs-approval' });
  expect(asked).toEqual([]);
});
