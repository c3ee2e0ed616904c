import type { TillCommand, TillCommands, TillView } from '../src/renderer/shared/till-api.ts';
import type { WorkerMessage } from '../src/renderer/shared/worker-messages.ts';

/** What the bench finds in the till's page: the same messages the screens send and hear. */
export type PageProbe = {
  view: Partial<TillView>;
  call<C extends TillCommand>(
    command: C,
    arg: TillCommands[C]['arg'],
  ): Promise<TillCommands[C]['answer']>;
  /** Told after each change of the view; replaced by each measurement. */
  onView: (at: number) => void;
  /** When the till first showed something else than that it starts, ms of the page's clock. */
  readyAt: number | undefined;
};

declare global {
  interface Window {
    probe: PageProbe;
  }
}

/**
 * Runs in the page before its own scripts: keeps hold of the till's worker, so that the bench can
 * send the commands of the screens. The till itself knows nothing of it.
 */
export function installProbe(): void {
  /** Far above the numbers of the page's own calls. */
  let lastId = 1_000_000_000;
  let worker: Worker | undefined;
  const open = new Map<number, (answer: unknown) => void>();
  const probe: PageProbe = {
    view: {},
    onView: () => undefined,
    readyAt: undefined,
    call: (command, arg) =>
      new Promise((resolve) => {
        lastId += 1;
        open.set(lastId, (answer) => resolve(answer as never));
        worker?.postMessage({ call: { id: lastId, command, arg } });
      }),
  };
  function heard({ data }: MessageEvent<WorkerMessage>): void {
    if ('view' in data) {
      Object.assign(probe.view, data.view);
      const { phase } = data.view;
      if (phase !== undefined && phase.at !== 'starting') probe.readyAt ??= performance.now();
      probe.onView(performance.now());
    } else if ('answer' in data) {
      open.get(data.answer.id)?.(data.answer.ok ? data.answer.answer : undefined);
      open.delete(data.answer.id);
    }
  }
  window.probe = probe;
  window.Worker = new Proxy(Worker, {
    construct(Real, args: [string | URL, WorkerOptions?]) {
      const made = new Real(...args);
      worker ??= made;
      made.addEventListener('message', heard);
      return made;
    },
  });
}
