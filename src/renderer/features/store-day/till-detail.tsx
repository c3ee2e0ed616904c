import type { DayShift, DayTill, DayZ } from '../../../domain/store-day/store-day.ts';
import { momentText } from '../../shared/format/moment-text.ts';
import { useTillView } from '../../shared/till-context.tsx';
import { say, sayLater } from '../../shared/words/say.ts';
import { Button } from '../../shared/ui/button.tsx';
import { adjustmentText, isUnsigned } from './adjustment-text.ts';
import { tenderText } from './tender-text.ts';
import { useMoneyOf } from './day-tills.tsx';
import { FROM_WORDS } from './day-words.ts';

/** Undefined where nothing can be put right here. */
type OnAdjust = ((z: DayZ) => void) | undefined;

/** One till in full: its shifts, what was counted of each tender, and whose word it is. */
export function TillDetail({ till, onAdjust }: { till: DayTill; onAdjust: OnAdjust }) {
  const sources = till.from.map((from) => sayLater(FROM_WORDS[from])).join(', ');
  return (
    <section className="store-day-detail" aria-label={say('Till {till}', { till: till.till })}>
      <h3>{say('Till {till}', { till: till.till })}</h3>
      <p className="store-day-quiet">
        {sources === ''
          ? say('Nobody heard of this till.')
          : say('Told by: {sources}', { sources })}
      </p>
      {till.shifts.map((shift) => (
        <Shift key={shift.shiftId} shift={shift} onAdjust={onAdjust} />
      ))}
      {till.state === 'not-used' ? (
        <p className="store-day-quiet">{say('No shift was opened there on this day.')}</p>
      ) : undefined}
    </section>
  );
}

function Shift({ shift, onAdjust }: { shift: DayShift; onAdjust: OnAdjust }) {
  const face = useTillView((view) => view.till);
  const moment = (ms: number): string => (face === undefined ? '' : momentText(ms, face));
  return (
    <div className="store-day-shift">
      {shift.zs.length === 0 ? (
        <p className="store-day-quiet">
          {say('Opened by {who}, {when}', { who: shift.openedBy, when: moment(shift.openedMs) })}
        </p>
      ) : undefined}
      {shift.suspendedBy === undefined || shift.state === 'closed' ? undefined : (
        <p className="store-day-quiet">{say('Suspended by {who}', { who: shift.suspendedBy })}</p>
      )}
      {shift.zs.map((z) => (
        <Z key={z.zId} z={z} closed={moment(z.closedMs)} onAdjust={onAdjust} />
      ))}
      {shift.late === 0 ? undefined : (
        <p className="store-day-late">
          {say(
            '{count, plural, one {# entry came after the report: it belongs to the next open day.} other {# entries came after the report: they belong to the next open day.}}',
            { count: shift.late },
          )}
        </p>
      )}
    </div>
  );
}

function Z({ z, closed, onAdjust }: { z: DayZ; closed: string; onAdjust: OnAdjust }) {
  const money = useMoneyOf();
  return (
    <>
      <p>
        <strong>{z.number}</strong> {closed}
      </p>
      <p className="store-day-quiet">
        {z.approver === undefined
          ? say('Counted by {who}', { who: z.closedBy })
          : say('Counted by {who}, signed by {second}', { who: z.closedBy, second: z.approver })}
        {z.bag === undefined ? '' : ` · ${say('Bag')} ${z.bag}`}
      </p>
      {wasFarOff(z) ? (
        <p className="store-day-quiet">{say('An earlier count of it was far off.')}</p>
      ) : undefined}
      {isUnsigned(z) ? (
        <p className="store-day-late">{say('Nobody signed for the difference.')}</p>
      ) : undefined}
      <table className="store-day-tenders">
        <thead>
          <tr>
            <th scope="col">{say('Tender')}</th>
            <th scope="col">{say('Expected')}</th>
            <th scope="col">{say('Counted')}</th>
            <th scope="col">{say('Difference')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(z.tenders).map(([tender, count]) => {
            const [, currency = z.currency] = tender.split(':');
            return (
              <tr key={tender} data-status={count.status}>
                <th scope="row">{tenderText(tender, z.currency)}</th>
                <td className="figures">{money(count.expected, currency)}</td>
                <td className="figures">{money(count.counted, currency)}</td>
                <td className="figures">{money(count.variance, currency)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {z.adjustments.map((one) => (
        <p key={one.adjustId} className="store-day-quiet">
          {adjustmentText(one, z, money)}
        </p>
      ))}
      {onAdjust === undefined ? undefined : (
        <Button onPress={() => onAdjust(z)}>{say('Put the count right')}</Button>
      )}
    </>
  );
}

/** Who counts again has seen what should be there. */
const wasFarOff = (z: DayZ): boolean =>
  z.isFarOff && Object.values(z.tenders).every(({ status }) => status !== 'approve');
