import type { StoreDayAnswer, ToldZ } from '../../../src/contracts/store-day.ts';
import { Table } from '../table.tsx';
import { amount, clock, count, difference, tenderName } from '../in-words.ts';
import {
  leadFigure,
  leadWords,
  proofFaults,
  proofWords,
  stateWords,
  tillsNamed,
} from './day-words.ts';

type OfDay = { day: StoreDayAnswer };
type Row = {
  key: string;
  till: string;
  state: string;
  by: string;
  z: ToldZ | undefined;
  late: number;
};

function rowsOf({ tills }: StoreDayAnswer): Row[] {
  return tills.flatMap(({ till, state, shifts }): Row[] => {
    if (shifts.length === 0)
      return [{ key: till, till, state: stateWords(state), by: '', z: undefined, late: 0 }];
    return shifts.flatMap((shift): Row[] => {
      const row = { till, by: shift.opened_by, late: shift.late.length };
      if (shift.closings.length === 0)
        return [{ ...row, key: shift.shift_id, state: stateWords(shift.state), z: undefined }];
      return shift.closings.map((z) => ({ ...row, key: z.z_id, state: stateWords('closed'), z }));
    });
  });
}

/** Every till of the store with its shifts; amounts of a shift that is open are nobody's to see yet. */
export function TillsTable({ day }: OfDay) {
  const rows = rowsOf(day);
  if (rows.length === 0) return <p>No till of this store was heard in the last month.</p>;
  return (
    <Table
      name="Tills of the store"
      heads={['Till', 'State', 'Opened by', 'Z', '#Net', '#Deposit', '#Late', 'Proof']}
    >
      {rows.map(({ key, till, state, by, z, late }) => (
        <tr key={key}>
          <th scope="row">{till}</th>
          <td>{state}</td>
          <td>{by}</td>
          <td>{z === undefined ? '–' : `${z.series}-${z.z_no}`}</td>
          <td className="figures">{z === undefined ? '–' : amount(z.net, z.currency)}</td>
          <td className="figures">{z === undefined ? '–' : amount(z.deposit, z.currency)}</td>
          <td className="figures">{late === 0 ? '–' : count(late)}</td>
          <td>{z === undefined ? '–' : proofWords(z.proof)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Expected and counted, a row a till and tender; the store's variances below. */
export function SumsTable({ day }: OfDay) {
  const counted = rowsOf(day).flatMap(({ till, z }) => (z === undefined ? [] : [{ till, z }]));
  if (counted.length === 0) return undefined;
  return (
    <>
      <Table
        name="Counted"
        heads={['Till', 'Z', 'Tender', '#Expected', '#Counted', '#Off by', 'Signed']}
      >
        {counted.flatMap(({ till, z }) =>
          Object.entries(z.tenders).map(([tender, one]) => (
            <tr key={`${z.z_id} ${tender}`}>
              <th scope="row">{till}</th>
              <td>{`${z.series}-${z.z_no}`}</td>
              <td>{tenderName(tender)}</td>
              <td className="figures">{amount(one.expected, z.currency)}</td>
              <td className="figures">{amount(one.counted, z.currency)}</td>
              <td className={`figures status-${one.status}`}>
                {one.variance === 0 ? '0' : difference(one.variance, z.currency)}
              </td>
              <td>{z.approver ?? (one.status === 'approve' ? 'nobody' : '')}</td>
            </tr>
          )),
        )}
      </Table>
      <Table name="The store" heads={['Currency', '#Net', '#Deposit', 'Off by']}>
        {day.sums.map((sum) => (
          <tr key={sum.currency}>
            <th scope="row">{sum.currency}</th>
            <td className="figures">{amount(sum.net, sum.currency)}</td>
            <td className="figures">{amount(sum.deposit, sum.currency)}</td>
            <td className={`status-${sum.worst_status}`}>
              {Object.entries(sum.variance)
                .filter(([, off]) => off !== 0)
                .map(([tender, off]) => `${tenderName(tender)} ${difference(off, sum.currency)}`)
                .join(', ') || 'nothing'}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** What was put right of a declaration, beside the Z that stays as it was (dom-Z12). */
export function CorrectionsTable({ day }: OfDay) {
  const rows = rowsOf(day).flatMap(({ till, z }) =>
    (z?.adjustments ?? []).map((told) => ({ till, z, told })),
  );
  if (rows.length === 0) return undefined;
  return (
    <Table
      name="Put right"
      heads={['Till', 'Z', 'Tender', '#Declared', '#Put right to', 'Why', 'Who', 'Signed']}
    >
      {rows.map(({ till, z, told }) => (
        <tr key={told.adjust_id}>
          <th scope="row">{till}</th>
          <td>{z === undefined ? '' : `${z.series}-${z.z_no}`}</td>
          <td>{tenderName(told.tender)}</td>
          <td className="figures">{amount(told.before, z?.currency ?? '')}</td>
          <td className="figures">{amount(told.after, z?.currency ?? '')}</td>
          <td>
            {told.reason}
            {told.after_close ? ' (after the close)' : ''}
          </td>
          <td>{told.cashier}</td>
          <td>{told.approver}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What keeps a Z from being proven, named. */
export function ProofList({ day }: OfDay) {
  const wrong = rowsOf(day).flatMap(({ till, z }) =>
    z === undefined
      ? []
      : proofFaults(z.proof).map((what) => `Till ${till}, Z ${z.series}-${z.z_no}: ${what}`),
  );
  if (wrong.length === 0) return undefined;
  return (
    <section className="panel" aria-labelledby="proof-faults">
      <h2 id="proof-faults">What is not proven</h2>
      <ul className="reasons">
        {wrong.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  );
}

/** Leads, no proofs: what was counted, and what it is held against. */
export function LeadsTable({ day: { leads = [] } }: OfDay) {
  if (leads.length === 0) return undefined;
  return (
    <Table
      name="Worth a look"
      heads={['Till', 'Z', 'Opened by', 'What', '#Counted', 'Held against']}
    >
      {leads.map((lead) => (
        <tr key={`${lead.till} ${lead.z_no} ${lead.kind}`}>
          <th scope="row">{lead.till}</th>
          <td>{lead.z_no}</td>
          <td>{lead.who}</td>
          <td>{leadWords(lead.kind)}</td>
          <td className="figures">{leadFigure(lead.kind, lead.measured)}</td>
          <td>
            {lead.why === 'peers' ? 'usual in this store: ' : 'limit: '}
            {leadFigure(lead.kind, lead.usual)}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** Each close stands for ever; what was told later stands in the tills' rows as late. */
export function ClosesTable({ day }: OfDay) {
  if (day.closes.length === 0) return undefined;
  return (
    <Table name="Closed by" heads={['When', 'Who', 'Where', 'Without', 'Proven then', 'Note']}>
      {day.closes.map((close) => (
        <tr key={close.close_id}>
          <td>{clock(close.at_ms)}</td>
          <td>
            {close.closed_by}
            {close.approver === undefined ? '' : `, signed by ${close.approver}`}
          </td>
          <td>{close.at === 'head-office' ? 'Head office' : `Till ${close.till}`}</td>
          <td>{close.missing.length === 0 ? 'nobody' : tillsNamed(close.missing)}</td>
          <td>{close.proven ? 'yes' : 'no'}</td>
          <td>{close.note ?? ''}</td>
        </tr>
      ))}
    </Table>
  );
}
