import { expect, it } from 'vitest';
import type { IpcEventData } from '../../contracts/ipc.ts';
import type { Alarm } from '../shared/till-api.ts';
import { AlarmList } from './alarm-list.ts';
import { followPrinter } from './printer-news.ts';

type News = IpcEventData<'printer.state'>;

function follow() {
  let tell: (news: News) => void = () => undefined;
  let shown: Alarm[] = [];
  followPrinter({ on: (_, run) => void (tell = run as typeof tell) }, new AlarmList(), (alarms) => {
    shown = alarms;
  });
  const after = (state: News['state'], waiting: number, next = ''): string[] => {
    tell({ state, doc_no: '1', waiting, next });
    return shown.map((alarm) => `${alarm.kind}: ${alarm.next}`);
  };
  return after;
}

it('RCP15: a receipt that waits is told with its next step, until all are printed', () => {
  const after = follow();
  expect(after('printing', 1)).toEqual([]);
  expect(after('waiting', 1, 'Put in paper.')).toEqual(['print-failed: Put in paper.']);
  expect(after('waiting', 2, 'Close the cover.')).toEqual(['print-failed: Close the cover.']);
  expect(after('printed', 1)).toHaveLength(1);
  expect(after('printed', 0)).toEqual([]);
});

it('RCP15: a receipt that was given up stays told, whatever prints behind it', () => {
  const after = follow();
  after('waiting', 1, 'Put in paper.');
  expect(after('failed', 1, 'Print a copy.')).toEqual(['print-failed: Print a copy.']);
  expect(after('printed', 0)).toEqual(['print-failed: Print a copy.']);
});
