import { isBranch } from '../../../sync/core/branch-key.ts';
import type { LocalStore } from '../../../sync/core/ports.ts';
import type { Started } from '../../../sync/core/start-up.ts';
import { compareSeries } from '../../../domain/oplog/series.ts';
import { RunningShift } from './running-shift.ts';

const utf8 = new TextDecoder();

/** The figures of the shift that the till started with, read behind everything else. */
export function openRunning(
  store: Pick<LocalStore, 'readOps' | 'load'>,
  {
    streams,
    snapshot,
  }: Pick<Started, 'streams'> & { snapshot: Pick<Started['snapshot'], 'shift'> },
): RunningShift {
  const own = new Set(streams.map(({ id }) => id));
  const running = new RunningShift({
    store,
    streams: async () =>
      (await store.load()).streams
        .filter(({ id }) => own.has(id) && !isBranch(id))
        .sort((a, b) => compareSeries(a.series, b.series)),
    text: (raw) => utf8.decode(raw),
    later: (run, ms) => void setTimeout(run, ms),
  });
  if (snapshot.shift !== undefined) void running.read(snapshot.shift).catch(() => undefined);
  return running;
}
