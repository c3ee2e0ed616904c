import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** Ids, counts and kinds. Never bodies: no names, amounts, PINs, tokens or op bytes. */
export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Structured log: one event name and its fields a line. */
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};

/** Keeps a support case's evidence on a small disk: two files of this size at most. */
const MAX_BYTES = 5_000_000;

/** Makes a log that writes each line through `write`; `now` is ms since the epoch. */
export function makeLog(write: (line: string) => void, now: () => number): Log {
  const say =
    (level: string) =>
    (event: string, fields: LogFields = {}): void =>
      write(
        `${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields })}\n`,
      );
  return { info: say('info'), warn: say('warn'), error: say('error') };
}

/** Appends lines to `file`, keeping one older file. A log that cannot be written stops nothing. */
export function fileLogWriter(file: string, maxBytes = MAX_BYTES): (line: string) => void {
  mkdirSync(path.dirname(file), { recursive: true });
  return (line) => {
    try {
      if (sizeOf(file) + line.length > maxBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, line);
    } catch {
      // A full disk must not end the till; the disk itself is watched where sales are written.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
