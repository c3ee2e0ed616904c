import type { LineView, TillCommands, TillView } from '../shared/till-api.ts';

type Ask<C extends keyof TillCommands> = (arg: TillCommands[C]['arg']) => TillCommands[C]['answer'];

/** Training as the screens see it. */
export function fakeTraining(
  view: () => TillView,
  setLines: (lines: LineView[]) => void,
  show: (parts: Partial<TillView>) => void,
): { [C in 'begin-training' | 'end-training']: Ask<C> } {
  return {
    'begin-training': () => {
      show({ training: { cashier: '104', sinceMs: view().nowMs } });
      return { ok: true };
    },
    'end-training': () => {
      setLines([]);
      show({ training: undefined });
      return { ok: true };
    },
  };
}
