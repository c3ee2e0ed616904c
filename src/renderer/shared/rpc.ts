/** Why no answer came. `failed` and `gone` are bugs or a dead worker, never a refusal. */
export type RpcFailure = { kind: 'timed-out' | 'failed' | 'gone'; detail: string };
export type RpcOutcome = { ok: true; answer: unknown } | { ok: false; failure: RpcFailure };

/** Starts a timer and answers how to stop it. */
export type StartTimer = (ms: number, fire: () => void) => () => void;

/** Numbers calls and joins each to its answer; how messages travel is the caller's. */
export type Rpc = {
  /** Resolves once: with the answer, or with why none came within `timeoutMs`. Never rejects. */
  call(send: (id: number) => void, timeoutMs: number): Promise<RpcOutcome>;
  /** Late and unknown answers are dropped: their call has already been told. */
  settle(id: number, outcome: RpcOutcome): void;
  /** Ends every open call and all later ones, e.g. when the worker died. */
  close(detail: string): void;
};

/** Builds the joint of calls and answers. */
export function createRpc(startTimer: StartTimer): Rpc {
  const open = new Map<number, (outcome: RpcOutcome) => void>();
  let lastId = 0;
  let closedBy: string | undefined;

  function settle(id: number, outcome: RpcOutcome): void {
    const resolve = open.get(id);
    open.delete(id);
    resolve?.(outcome);
  }

  function call(send: (id: number) => void, timeoutMs: number): Promise<RpcOutcome> {
    if (closedBy !== undefined) return Promise.resolve(failure('gone', closedBy));
    const id = ++lastId;
    return new Promise((resolve) => {
      const stop = startTimer(timeoutMs, () =>
        settle(id, failure('timed-out', `no answer within ${timeoutMs} ms`)),
      );
      open.set(id, (outcome) => {
        stop();
        resolve(outcome);
      });
      send(id);
    });
  }

  function close(detail: string): void {
    closedBy = detail;
    for (const id of open.keys()) settle(id, failure('gone', detail));
  }

  return { call, settle, close };
}

function failure(kind: RpcFailure['kind'], detail: string): RpcOutcome {
  return { ok: false, failure: { kind, detail } };
}
