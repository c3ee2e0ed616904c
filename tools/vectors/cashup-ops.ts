import type { CountedDocument } from '../../src/domain/cashup/document-figures.ts';
import type { ShiftOp } from '../../src/domain/cashup/shift-fact.ts';
import { fieldsOf, listOf, minorOf, textOf, type Fields } from './case-input.ts';

export const SHIFT = 'shift';
export const WHO = '1001';

/** A session of the vectors as the ops a till would tell: opening, events, counts. */
export function cashupOps(session: Fields): ShiftOp[] {
  const opened = {
    shift_id: SHIFT,
    cashier: WHO,
    float: minorOf(session['openingFloat'], 'openingFloat'),
    opened_ms: 0,
    currency: '',
  };
  const events = listOf(session['events'], 'events').map((event) => fieldsOf(event, 'event'));
  const declared = fieldsOf(session['declared'], 'declared');
  const counts = listOf(declared['counts'], 'counts').map((pieces, at) => ({
    kind: 'shift-counted',
    body: { shift_id: SHIFT, cashier: WHO, count: at + 1, pieces, other: declared['other'] },
  }));
  const sales = new Map(events.map((event) => [event['receipt'], event]));
  const told = events.map((event, at) => eventOp(event, at + 1, sales));
  return [{ kind: 'shift-opened', body: opened }, ...told, ...counts];
}

type Sales = ReadonlyMap<unknown, Fields>;

function eventOp(event: Fields, number: number, sales: Sales): ShiftOp {
  const type = textOf(event['type'], 'event type');
  switch (type) {
    case 'sale':
    case 'return':
      return { kind: 'sale', body: documentOf(event, number, 1) };
    case 'post-void': {
      const voided = fieldsOf(sales.get(event['voids']), 'voided sale');
      return { kind: 'sale', body: { ...documentOf(voided, number, -1), post_void: {} } };
    }
    case 'training':
      return { kind: 'training-sale', body: { document: documentOf(event, number, 1) } };
    case 'suspended':
      return { kind: 'basket-parked', body: {} };
    case 'no-sale':
      return { kind: 'drawer-opened', body: { shift_id: SHIFT } };
    case 'paid-in':
    case 'paid-out':
    case 'loan':
    case 'drop': {
      const amount = minorOf(event['amount'], 'amount');
      return { kind: 'cash-moved', body: { shift_id: SHIFT, type, amount } };
    }
    default:
      throw new Error(`no rule for an event ${type}`);
  }
}

/** A document with these goods in one line and value on a card in another; `sign` -1 undoes it. */
function documentOf(event: Fields, number: number, sign: 1 | -1): CountedDocument {
  const goods = sign * minorOf(event['goods'], 'goods');
  const liability = sign * minorOf(event['liability'] ?? 0, 'liability');
  const line = (gross: number) => ({
    qty_milli: gross < 0 ? -1000 : 1000,
    net: gross,
    tax: {},
    gross,
    line_discount: 0,
    doc_discount: 0,
  });
  const tenders = listOf(event['tenders'] ?? [], 'tenders').map((raw) => {
    const tender = fieldsOf(raw, 'tender');
    const amount = sign * minorOf(tender['amount'], 'amount');
    return { type: textOf(tender['type'], 'tender type'), amount, change: 0 };
  });
  return {
    shift_id: SHIFT,
    series: 'A',
    number,
    doc_no: `0417-01-A-${String(number).padStart(6, '0')}`,
    cashier: WHO,
    lines: [line(goods), ...(liability === 0 ? [] : [{ ...line(liability), stored_value: {} }])],
    voids: [],
    taxes: [],
    tax_totals: [],
    totals: { gross: goods + liability },
    cash_rounding: sign * minorOf(event['rounding'] ?? 0, 'rounding'),
    tenders,
  };
}
