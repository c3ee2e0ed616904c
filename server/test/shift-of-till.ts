import type { BusinessDate } from '../../src/domain/business-date.ts';
import { closeShift, NO_Z, type LastZ, type Z } from '../../src/domain/cashup/close-shift.ts';
import { emptyShift, foldOps, type PlacedOp } from '../../src/domain/cashup/fold-shift.ts';
import { saleLine, TODAY } from './test-sales.ts';
import type { TestOp, TestTill } from './test-till.ts';

const AT = Date.parse(TODAY);

/** A shift at a till of the tests: told op by op, closed by the domain's own function. */
export class ShiftOfTill {
  /** Where its Z is told. */
  till: TestTill;
  readonly shiftId: string;
  readonly #day: string;
  #counts = 0;

  constructor(till: TestTill, shiftId: string, day = TODAY, opening: object = {}) {
    [this.till, this.shiftId, this.#day] = [till, shiftId, day];
    this.tell('shift-opened', {
      cashier: '7',
      float: 10_000,
      currency: 'EUR',
      opened_ms: AT,
      ...opening,
    });
  }

  tell(kind: string, body: object): TestOp {
    const seq = this.till.head.seq + 1;
    const told = { shift_id: this.shiftId, ...body };
    const head = { v: 1, seq, kind, business_date: this.#day, at_ms: AT + seq };
    return this.till.add(JSON.stringify({ ...head, body: told }));
  }

  sell(gross: number, over: object = {}): TestOp {
    const number = String(this.till.head.seq + 1).padStart(6, '0');
    const { store, till } = this.till.identity;
    const doc_no = `${store}-${till}-A-${number}`;
    const body = { shift_id: this.shiftId, doc_no, ...over };
    return this.till.add(saleLine(this.till, gross, { business_date: this.#day, body }));
  }

  move(type: string, amount: number): TestOp {
    const move_id = `m${this.till.head.seq}`;
    const body = { move_id, type, amount, currency: 'EUR', reason: 'r', cashier: '7', at_ms: AT };
    return this.tell('cash-moved', body);
  }

  count(cash: number, other: Record<string, number> = {}): TestOp {
    this.#counts += 1;
    const pieces = [{ value: 1, count: cash }];
    return this.tell('shift-counted', {
      count: this.#counts,
      pieces,
      other,
      cashier: '7',
      at_ms: AT,
    });
  }

  /** The Z as this till folds it, not told yet. */
  z(last: LastZ = NO_Z, over: object = {}): Z {
    const made = closeShift({
      shift: foldOps(emptyShift(this.shiftId), this.#ops()),
      last,
      zId: `z-${this.shiftId}`,
      series: 'A',
      seriesOf: () => 'A',
      store: this.till.identity.store,
      till: this.till.identity.till,
      currency: 'EUR',
      businessDate: this.#day as BusinessDate,
      closedMs: AT + 9000,
      closedBy: '8',
      open: { parked: 0, unsent: 0, cards_unknown: 0, baskets: 0 },
    });
    if (!made.ok) throw new Error(made.error.kind);
    return { ...made.value, ...over };
  }

  /** Tells the Z; answers what the next one follows. */
  close(last: LastZ = NO_Z, over: object = {}): LastZ {
    const z = this.z(last, over);
    const { opId } = this.tell('shift-closed', z);
    return { zNo: z.z_no, grand: z.grand, opId };
  }

  #ops(): PlacedOp[] {
    return this.till.ops.map(({ seq, opId, raw }) => {
      const { kind, body } = JSON.parse(Buffer.from(raw).toString()) as {
        kind: string;
        body: object;
      };
      return { stream: this.till.stream, seq, opId, kind, body };
    });
  }
}
