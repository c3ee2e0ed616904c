import { beforeEach, describe, expect, it } from 'vitest';
import type { Basket } from '../../../domain/basket.ts';
import type { CommitResult, Fact } from '../../../sync/core/commit.ts';
import type { ShiftRow, TrainingRow } from '../../../sync/core/ports.ts';
import type { CashierFace, Refusal } from '../../shared/till-api.ts';
import { BUSY, DONE } from '../desk-answers.ts';
import type { SignedOff } from '../people/sign-off.ts';
import { whyNotInTraining } from './practised-commands.ts';
import { TrainingDesk } from './training-desk.ts';

const MIRA: CashierFace = { number: '104', name: 'Mira', role: 'cashier' };
const SIGN: Refusal = { ok: false, kind: 'needs-approval', next: 'sign' };

let training: TrainingRow | undefined;
let facts: Fact[];
let cashier: CashierFace | undefined;
let today: string;
let lines: object[];
let exchange: object | undefined;
let busy: Refusal | undefined;
let signed: SignedOff | Refusal;
let cleared: number;
let fails: boolean;
let whileSigning: () => void;
let desk: TrainingDesk;

beforeEach(() => {
  [training, facts, cashier, today] = [undefined, [], MIRA, '2026-11-22'];
  [lines, busy, cleared, fails] = [[], undefined, 0, false];
  exchange = undefined;
  signed = { ok: true, cashier: '104', approver: '900' };
  whileSigning = () => undefined;
  desk = new TrainingDesk({
    training: () => training,
    commit: async (fact) => {
      if (fails) return { ok: false, kind: 'store-failed', next: 'disk' };
      facts.push(fact);
      if (fact.training !== undefined) training = fact.training ?? undefined;
      return { ok: true } as CommitResult;
    },
    cashier: () => cashier,
    shift: () => ({ shiftId: 's1', businessDate: '2026-11-22' }) as ShiftRow,
    today: () => today,
    busy: () => busy,
    isAsking: () => false,
    basket: () => ({ lines, exchange }) as unknown as Basket,
    tellRecords: async () => DONE,
    may: async () => {
      whileSigning();
      return signed;
    },
    alone: (run) => run(),
    cleared: () => (cleared += 1),
    changed: () => undefined,
    wallMs: () => 7,
  });
});

const kindOf = (answer: object): unknown => ('kind' in answer ? answer.kind : 'done');

describe('dom-X3 dom-A4: who begins training, and when', () => {
  it('TRN1 needs the right or a signature, which the op names', async () => {
    signed = SIGN;
    expect(await desk.begin()).toBe(SIGN);
    signed = { ok: true, cashier: '104', approver: '900' };
    expect(await desk.begin({ number: '900', pin: '1' })).toEqual(DONE);
    expect(facts[0]).toMatchObject({ kind: 'training-began', training: { cashier: '104' } });
    expect(facts[0]?.body({ series: 'A', number: 1 })).toEqual({
      cashier: '104',
      shift_id: 's1',
      approver: '900',
    });
  });

  it('TRN1 never with an open basket, also where the goods came while somebody signed', async () => {
    lines = [{ voided: false }];
    expect(kindOf(await desk.begin())).toBe('basket-open');
    lines = [];
    // Goods that come back are goods.
    exchange = {};
    expect(kindOf(await desk.begin())).toBe('basket-open');
    exchange = undefined;
    whileSigning = () => (lines = [{ voided: false }]);
    expect(kindOf(await desk.begin())).toBe('basket-open');
    lines = [];
    whileSigning = () => (busy = BUSY);
    expect(kindOf(await desk.begin())).toBe('busy');
    expect(facts).toEqual([]);
  });

  it('TRN1 a second press begins it once', async () => {
    await desk.begin();
    expect(await desk.begin()).toEqual(DONE);
    expect(facts).toHaveLength(1);
  });
});

describe('dom-X3: how training ends', () => {
  it('TRN1 with its basket, in one fact, without anybody’s right', async () => {
    await desk.begin();
    signed = SIGN;
    expect(await desk.end('asked')).toEqual(DONE);
    expect(facts[1]).toMatchObject({ kind: 'training-ended', training: null, clearBasket: true });
    expect(cleared).toBe(2);
  });

  it('TRN6 a restart keeps it for who practised; anybody else, or another day, ends it', async () => {
    await desk.begin();
    expect(await desk.whoComes('104')).toEqual(DONE);
    expect(training).toBeDefined();
    await desk.whoComes('105');
    expect(training).toBeUndefined();
    await desk.begin();
    today = '2026-11-23';
    await desk.whoComes('104');
    expect(training).toBeUndefined();
    const whys = facts.slice(1).map((fact) => fact.body({ series: 'A', number: 1 }));
    expect(whys).toMatchObject([{ why: 'other-person' }, { cashier: '104' }, { why: 'other-day' }]);
  });

  it('TRN6 where its end cannot be written nobody else comes in', async () => {
    await desk.begin();
    fails = true;
    expect(kindOf(await desk.whoComes('105'))).toBe('store-failed');
    expect(training).toBeDefined();
  });
});

describe('TRN2 what is not practised', () => {
  it.each(['pay-card', 'take-foreign', 'open-drawer', 'park-sale', 'print-copy'] as const)(
    '%s is refused in training and nowhere else',
    (command) => {
      expect(whyNotInTraining(command, true)).toMatchObject({ kind: 'in-training' });
      expect(whyNotInTraining(command, false)).toBeUndefined();
      expect(whyNotInTraining('pay-cash', true)).toBeUndefined();
    },
  );
});
