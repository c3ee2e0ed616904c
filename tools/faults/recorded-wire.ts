import type { HelloAnswer, OpsAnswer } from '../../src/contracts/wire.ts';
import type { SyncTransport } from '../../src/sync/core/ports.ts';
import { verdictOf, type Outcome, type Verdict } from '../../src/sync/core/verdict.ts';

/** One request of the loop and what came of it. Times are `performance.now()`, ms. */
export type Call = {
  kind: 'hello' | 'ops';
  site: string;
  askedAt: number;
  endedAt: number;
  verdict: Verdict;
  /** Highest op of the stream the site says it holds without a gap; undefined without an answer of ours. */
  contiguous: number | undefined;
};

/** The wire, with a note of every call that ended. */
export function recordedWire(wire: SyncTransport, note: (call: Call) => void): SyncTransport {
  const noted = async <A extends HelloAnswer | OpsAnswer>(
    kind: Call['kind'],
    site: string,
    run: () => Promise<Outcome<A>>,
  ): Promise<Outcome<A>> => {
    const askedAt = performance.now();
    const outcome = await run();
    note({
      kind,
      site,
      askedAt,
      endedAt: performance.now(),
      verdict: verdictOf(outcome),
      contiguous: outcome.kind === 'answer' ? outcome.answer.stream.contiguous : undefined,
    });
    return outcome;
  };
  return {
    hello: (site, ...rest) => noted('hello', site, () => wire.hello(site, ...rest)),
    ops: (site, ...rest) => noted('ops', site, () => wire.ops(site, ...rest)),
    abort: (flight) => wire.abort(flight),
    events: (site, on) => wire.events(site, on),
  };
}
