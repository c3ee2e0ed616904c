import { describe, expect, test } from 'vitest';
import { LanDay } from '../../../contracts/lan.ts';
import { parse } from '../../../contracts/parse.ts';
import { StoreClosedBody } from '../../../contracts/store-close.ts';
import { must } from '../../../domain/assert.ts';
import { noFigures } from '../../../domain/cashup/figures.ts';
import type { DayShift, DayZ, TillWord } from '../../../domain/store-day/store-day.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import { StoreDayDesk, type StoreDayDeskPorts } from './store-day-desk.ts';

const LEAD = {
  kind: 'copies',
  why: 'limit',
  till: '01',
  zNo: 3,
  who: '7',
  measured: 12,
  usual: 10,
} as const;
const DAY = '2026-11-22';
const z = (zId: string, over: Partial<DayZ> = {}): DayZ => ({
  zId,
  number: `0417-01-A-${zId}`,
  currency: 'EUR',
  net: 1000,
  deposit: 700,
  isFarOff: false,
  adjustments: [],
  closedMs: 9,
  closedBy: '104',
  tenders: { cash: { expected: 900, counted: 880, variance: -20, status: 'review' } },
  ...over,
});
const shift = (shiftId: string, state: DayShift['state'], zs: readonly DayZ[] = []): DayShift => ({
  shiftId,
  state,
  openedMs: 1,
  openedBy: '104',
  zs,
  late: 0,
});
const closed: TillWord = { till: '01', from: 'own', shifts: [shift('s1', 'closed', [z('Z0001')])] };
const lan = {
  store: '0417',
  till: '02',
  day: DAY,
  at_ms: 1,
  unsent: 4,
  shifts: [
    {
      shift_id: 's2',
      state: 'open' as const,
      opened_ms: 2,
      opened_by: '105',
      documents: 3,
      counts: 0,
    },
  ],
};

function deskWith(ports: Partial<StoreDayDeskPorts> = {}) {
  const told: Fact[] = [];
  const desk = new StoreDayDesk({
    own: { store: '0417', till: '01' },
    cashier: () => '203',
    today: () => DAY,
    nextDay: async () => DAY,
    known: async (heard) => heard,
    may: async () => ({ ok: true, cashier: '203' }),
    second: async () => ({ ok: false, kind: 'needs-approval', next: '' }),
    ownDay: async () => closed,
    ownCloses: async () => [],
    lan: async () => ({ on: true, heard: [{ ok: true, address: '10.0.0.2:9300', day: lan }] }),
    headOffice: async () => undefined,
    commit: async (fact) => {
      told.push(fact);
      return { ok: true } as CommitResult;
    },
    newId: () => 'c1',
    wallMs: () => 5,
    ...ports,
  });
  return { desk, told };
}
const bodyOf = (fact: Fact | undefined) =>
  parse(StoreClosedBody, fact?.body({ series: 'A', number: 1 }));

describe('dom-Z11: the store’s day at any till', () => {
  test('with head office away every till that the LAN reaches stands there, and who does not is named', async () => {
    const { desk } = deskWith({
      lan: async () => ({
        on: true,
        heard: [
          { ok: true, address: '10.0.0.2:9300', day: lan },
          { ok: false, address: '10.0.0.3:9300', failure: 'unreachable' },
        ],
      }),
    });
    const answer = await desk.tell({});
    expect(answer).toMatchObject({
      ok: true,
      view: {
        day: DAY,
        isOnline: false,
        missing: ['02'],
        lan: { isOn: true, unheard: [{ address: '10.0.0.3:9300', failure: 'unreachable' }] },
        tills: [
          { till: '01', state: 'closed' },
          { till: '02', state: 'open', unsent: 4 },
        ],
      },
    });
  });

  test('peers-28: it closes with tills missing, by name; a line, a LAN or head office that fails stops nothing', async () => {
    const fails = async (): Promise<never> => Promise.reject(new Error('gone'));
    const { desk, told } = deskWith({ lan: fails, headOffice: fails });
    expect(await desk.close({ day: DAY, missing: [] })).toMatchObject({ ok: true });
    expect(told).toHaveLength(1);
    const withTwo = deskWith({ headOffice: fails });
    expect(await withTwo.desk.close({ day: DAY, missing: ['02'], note: ' broken ' })).toMatchObject(
      {
        ok: true,
        view: { closes: [{ closeId: 'c1', closedBy: '203', missing: ['02'] }] },
      },
    );
    expect(withTwo.told[0]).toMatchObject({ kind: 'store-closed', businessDate: DAY });
    expect(bodyOf(withTwo.told[0])).toMatchObject({
      store: '0417',
      till: '01',
      missing: ['02'],
      proven: false,
      note: 'broken',
      sums: [{ currency: 'EUR', net: 1000, deposit: 700, variance: { cash: -20 } }],
      tills: [
        { till: '01', state: 'closed', heard: ['own'], zs: [{ z_id: 'Z0001' }] },
        { till: '02', state: 'open', heard: ['lan'], zs: [] },
      ],
    });
  });

  test('other tills are missing than were shown: nothing is closed', async () => {
    const { desk, told } = deskWith();
    expect(await desk.close({ day: DAY, missing: [] })).toMatchObject({ kind: 'others-missing' });
    expect(told).toEqual([]);
  });

  test('a key pressed twice closes the day once', async () => {
    const { desk, told } = deskWith();
    const answers = await Promise.all([
      desk.close({ day: DAY, missing: ['02'] }),
      desk.close({ day: DAY, missing: ['02'] }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect(told).toHaveLength(1);
  });

  test('dom-Z13: who counted a drawer of the day does not close it alone', async () => {
    const { desk, told } = deskWith({
      cashier: () => '104',
      may: async () => ({ ok: true, cashier: '104' }),
    });
    expect(await desk.close({ day: DAY, missing: ['02'] })).toMatchObject({ ok: false });
    expect(told).toEqual([]);
    const asked: unknown[] = [];
    const signed = deskWith({
      cashier: () => '104',
      may: async () => ({ ok: true, cashier: '104' }),
      second: async (approver, counters) => {
        asked.push([approver, counters]);
        return { ok: true, number: '203' };
      },
    });
    const approver = { number: '203', pin: '1' };
    await signed.desk.close({ day: DAY, missing: ['02'], approver });
    expect(asked).toEqual([[approver, ['104']]]);
    expect(bodyOf(signed.told[0])).toMatchObject({ closed_by: '104', approver: '203' });
  });

  test('the proof is head office’s; a day closed before is listed, also by two tills', async () => {
    const { desk } = deskWith({
      lan: async () => ({ on: false, heard: [] }),
      ownCloses: async () => [{ closeId: 'c0', till: '01', atMs: 7, closedBy: '203', missing: [] }],
      headOffice: async () => ({
        words: [
          {
            ...closed,
            from: 'head-office',
            shifts: [shift('s1', 'closed', [z('Z0001', { proof: 'whole' })])],
          },
        ],
        closes: [
          { closeId: 'c0', till: '01', atMs: 7, closedBy: '203', missing: [] },
          { closeId: 'c9', till: '02', atMs: 3, closedBy: '204', missing: ['01'] },
        ],
        leads: [LEAD],
      }),
    });
    const answer = await desk.tell({ day: DAY });
    expect(answer).toMatchObject({ ok: true, view: { isProven: true, isOnline: true } });
    expect(answer.ok && answer.view.closes.map(({ closeId }) => closeId)).toEqual(['c9', 'c0']);
    expect(answer.ok && answer.view.leads).toEqual([LEAD]);
  });

  test('without the right, without a day, with a full disk: words, and nothing told', async () => {
    const refused = deskWith({
      may: async () => ({ ok: false, kind: 'needs-approval', next: '' }),
    });
    expect(await refused.desk.tell({})).toMatchObject({ kind: 'needs-approval' });
    expect(await refused.desk.close({ day: DAY, missing: ['02'] })).toMatchObject({ ok: false });
    expect(refused.told).toEqual([]);
    expect(await deskWith().desk.tell({ day: '22.11.' })).toMatchObject({ kind: 'bad-day' });
    const full: CommitResult = { ok: false, kind: 'store-failed', next: '' };
    const { desk } = deskWith({ commit: async () => full });
    expect(await desk.close({ day: DAY, missing: ['02'] })).toMatchObject({ kind: 'not-closed' });
    const nobody = deskWith({ cashier: () => undefined });
    expect(await nobody.desk.close({ day: DAY, missing: [] })).toMatchObject({
      kind: 'not-signed-in',
    });
  });
});

describe('what a reader proved wrong once', () => {
  const unreachable = { ok: false, address: '10.0.0.3:9300', failure: 'unreachable' } as const;

  test('a till that was known and is heard of nowhere is missing; who cannot be told apart stands by address; nothing is proven', async () => {
    const { desk, told } = deskWith({
      known: async (heard) => [...heard, '03'],
      lan: async () => ({ on: true, heard: [unreachable] }),
    });
    const seen = await desk.tell({});
    expect(seen).toMatchObject({ view: { missing: ['03'], isProven: false } });
    expect(await desk.close({ day: DAY, missing: [] })).toMatchObject({ kind: 'others-missing' });
    await desk.close({ day: DAY, missing: ['03'] });
    expect(bodyOf(told[0])).toMatchObject({
      missing: ['03'],
      unheard: ['10.0.0.3:9300'],
      proven: false,
    });
  });

  test('dom-Z13: who closed a till of the day neither signs for its close nor closes without the right', async () => {
    const asCounter = deskWith({
      may: async () => ({ ok: true, cashier: '203', approver: '104' }),
    });
    expect(await asCounter.desk.close({ day: DAY, missing: ['02'] })).toMatchObject({ ok: false });
    const noRight = deskWith({
      cashier: () => '104',
      may: async () => ({ ok: false, kind: 'needs-approval', next: '' }),
      second: async () => ({ ok: true, number: '203' }),
    });
    expect(await noRight.desk.close({ day: DAY, missing: ['02'] })).toMatchObject({
      kind: 'needs-approval',
    });
    expect([asCounter.told, noRight.told]).toEqual([[], []]);
  });

  test('one till that tells nonsense is a stranger, and the day is seen and closed all the same', async () => {
    const told = {
      z_id: 'z',
      z_no: 1,
      series: 'A',
      shift_id: 's',
      business_date: DAY,
      opened_ms: 1,
      closed_ms: 2,
      opened_by: 'x',
      closed_by: 'x',
      store: '0417',
      till: '02',
      currency: 'EUR',
      float: 0,
      figures: { ...noFigures, net: Number.MAX_SAFE_INTEGER },
      counts: 0,
      pieces: [],
      tenders: {},
      next_float: 0,
      deposit: 0,
      grand: { sales: 0, reductions: 0, net: 0 },
      streams: [],
      prev_z: '',
      open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
    };
    const closing = {
      shift_id: 's',
      state: 'closed',
      opened_ms: 1,
      opened_by: 'x',
      documents: 0,
      counts: 0,
    };
    const heard = (body: object) => ({
      ok: true as const,
      address: '10.0.0.2:9300',
      day: must(
        parse(LanDay, {
          ...lan,
          shifts: [{ ...closing, z: { op_id: 'AAAAAAAAAAAAAAAAAAAAAQ', body } }],
        }),
        'it has the shape',
      ),
    });
    for (const body of [told, { ...told, figures: noFigures, till: '03' }]) {
      const { desk } = deskWith({ lan: async () => ({ on: true, heard: [heard(body)] }) });
      expect(await desk.tell({})).toMatchObject({
        view: { lan: { unheard: [{ address: '10.0.0.2:9300', failure: 'stranger' }] } },
      });
      expect(await desk.close({ day: DAY, missing: [] })).toMatchObject({ ok: true });
    }
  });
});
