/** Says what happens, with the time each thing took. */
export type Progress = {
  /** A finished thing; `tookMs` since its own start. */
  done(what: string, tookMs: number): void;
  say(line: string): void;
  /** Runs a thing and says how long it took. */
  time<T>(what: string, run: () => Promise<T>): Promise<T>;
};

export function makeProgress(prefix: string, write: (line: string) => void): Progress {
  const say = (line: string): void => write(`${prefix}${line}`);
  const done = (what: string, tookMs: number): void =>
    say(`${what} ${(tookMs / 1000).toFixed(1)} s`);
  return {
    say,
    done,
    async time(what, run) {
      const startedAt = performance.now();
      const result = await run();
      done(what, performance.now() - startedAt);
      return result;
    },
  };
}
