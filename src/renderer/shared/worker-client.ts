import type { IpcReply } from '../../contracts/ipc-reply.ts';
import type { IpcArg, PaperSaved } from '../../contracts/ipc.ts';
import { FIRST_VIEW } from './first-view.ts';
import { createRpc, type Rpc, type StartTimer } from './rpc.ts';
import { ANSWER_WITHIN_MS, SILENT_ANSWERS } from './silent-answers.ts';
import type { TillClient, TillCommand, TillCommands, TillView } from './till-api.ts';
import { transferablesOf } from './transferables.ts';
import type { AnswerMessage, CallMessage, PageMessage, WorkerMessage } from './worker-messages.ts';
import { sayAnswer, sayView } from './words/say-view.ts';
import { later, say, sayLater } from './words/say.ts';

/** The part of `Worker` that is used; a test gives a pair of ports instead. */
export type WorkerLike = {
  postMessage(message: PageMessage, transfer: Transferable[]): void;
  addEventListener(type: 'message', heard: (event: MessageEvent<WorkerMessage>) => void): void;
  addEventListener(type: 'error', heard: (event: ErrorEvent) => void): void;
};

/** The page's way to the host: Electron's main, or the browser's stand-in for it. */
export type HostBridge = {
  invoke(channel: string, arg: unknown): Promise<unknown>;
  on(event: string, heard: (data: unknown) => void): unknown;
};

const NOT_SAVED: PaperSaved = {
  ok: false,
  kind: 'io',
  next: later('The file could not be written there. Choose another place.'),
};

/** Events of the host that the worker wants to hear. */
const HOST_EVENTS = ['transport.event', 'printer.state'];

/** Screens' client over the till worker, which also lends the worker the page's bridge. */
export function createWorkerClient(
  worker: WorkerLike,
  bridge: HostBridge,
  startTimer: StartTimer,
): TillClient {
  const rpc = createRpc(startTimer);
  const post = (message: PageMessage, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  const views = createViews();

  worker.addEventListener('message', ({ data }) => {
    if ('view' in data) views.merge(sayView(data.view));
    else if ('answer' in data) settleCall(rpc, data.answer);
    else void relayToHost(bridge, data.host, post);
  });
  worker.addEventListener('error', (event) => {
    rpc.close(event.message);
    views.merge({ phase: stopped(event.message) });
  });
  for (const name of HOST_EVENTS) {
    bridge.on(name, (data) => post({ hostEvent: { name, data } }));
  }

  async function call<C extends TillCommand>(
    command: C,
    arg: TillCommands[C]['arg'],
  ): Promise<TillCommands[C]['answer']> {
    const outcome = await rpc.call(
      // The pair of command and argument is right by this function's own type.
      (id) => post({ call: { id, command, arg } as CallMessage }),
      ANSWER_WITHIN_MS[command],
    );
    // The worker answers by the same table of commands; both ends ship in one build.
    return sayAnswer(
      outcome.ok ? (outcome.answer as TillCommands[C]['answer']) : SILENT_ANSWERS[command],
    );
  }

  async function savePaper(asked: IpcArg<'paper.save'>): Promise<PaperSaved> {
    const reply = (await bridge.invoke('paper.save', asked)) as IpcReply<PaperSaved>;
    if (!reply.ok) return NOT_SAVED;
    return reply.answer.ok ? reply.answer : { ...reply.answer, next: sayLater(reply.answer.next) };
  }

  return { call, savePaper, view: views.current, subscribe: views.subscribe };
}

function settleCall(rpc: Rpc, answer: AnswerMessage): void {
  const { id } = answer;
  rpc.settle(
    id,
    answer.ok
      ? { ok: true, answer: answer.answer }
      : { ok: false, failure: { kind: 'failed', detail: answer.detail } },
  );
}

async function relayToHost(
  bridge: HostBridge,
  { id, channel, arg }: Extract<WorkerMessage, { host: unknown }>['host'],
  post: (message: PageMessage, transfer?: Transferable[]) => void,
): Promise<void> {
  try {
    const reply = await bridge.invoke(channel, arg);
    post({ hostAnswer: { id, ok: true, reply } }, transferablesOf(reply));
  } catch (thrown) {
    post({ hostAnswer: { id, ok: false, detail: String(thrown) } });
  }
}

function createViews(): {
  current: () => TillView;
  merge: (parts: Partial<TillView>) => void;
  subscribe: TillClient['subscribe'];
} {
  let view = FIRST_VIEW;
  const listeners = new Set<(view: TillView) => void>();
  return {
    current: () => view,
    merge: (parts) => {
      view = { ...view, ...parts };
      for (const listener of listeners) listener(view);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The worker holds every rule, so without it the till must not sell; what is on disk is safe. */
function stopped(detail: string): TillView['phase'] {
  return {
    at: 'unusable',
    reason: say("The till's inner part stopped ({detail}).", { detail }),
    next: say(
      'Close Evertill and open it again. Every finished sale is safe on this till, and an open basket comes back.',
    ),
  };
}
