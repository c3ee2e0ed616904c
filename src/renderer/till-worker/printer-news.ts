import type { Alarm } from '../shared/till-api.ts';
import type { AlarmList } from './alarm-list.ts';
import type { HostLink } from './host-link.ts';

/**
 * What the printer tells, as the alarm for paper: raised with the next step while a receipt waits,
 * gone by itself once everything is printed. A receipt that was given up stays until somebody has
 * read it (RCP15).
 */
export function followPrinter(
  host: Pick<HostLink, 'on'>,
  alarms: AlarmList,
  show: (alarms: Alarm[]) => void,
): void {
  let isWaiting = false;
  host.on('printer.state', ({ state, waiting, next }) => {
    if (state === 'waiting' || state === 'failed') {
      isWaiting = state === 'waiting';
      show(alarms.raise('print-failed', next));
    }
    if (state === 'printed' && waiting === 0 && isWaiting) {
      isWaiting = false;
      show(alarms.clear('print-failed'));
    }
  });
}
