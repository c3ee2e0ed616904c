/** An op as traces name it: its id as 32 hex digits, and where it stands. */
export type TracedOp = { traceId: string; stream: string; seq: number };
/** What became of an op in the background: read from the peer's log, or brought into the read models. */
export type OpStep = 'op.copy' | 'op.project';
/** A push as it was answered. Times are ms since 1970. */
export type TracedPush = {
  /** The till's `traceparent`, as sent. */
  traceparent: string | undefined;
  status: number;
  startedMs: number;
  endedMs: number;
  /** Present where the batch was stored. */
  stored?: { ops: readonly TracedOp[]; isNew: boolean; fromMs: number; toMs: number };
};

/** Where spans go. `isOn` false: nobody listens, and callers spare themselves the work. */
export type OpTraces = {
  readonly isOn: boolean;
  push(push: TracedPush): void;
  step(step: OpStep, ops: readonly TracedOp[], fromMs: number): void;
  /** Sends what waits, for as long as a stop may take and no longer. */
  stop(): Promise<void>;
};

export const NO_TRACES: OpTraces = {
  isOn: false,
  push: () => undefined,
  step: () => undefined,
  stop: () => Promise.resolve(),
};
