/** A failure a person can do something about: one line, with its remedy. Exit code 1, or 2 for bad input. */
export class DemoError extends Error {
  readonly exitCode: 1 | 2;

  constructor(line: string, exitCode: 1 | 2 = 1) {
    super(line);
    this.exitCode = exitCode;
  }
}

/** Bad input: one clear line, exit code 2. */
export function badInput(line: string): DemoError {
  return new DemoError(line, 2);
}

/** Everything an error says, its causes' words too. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  const own = [error.message, code, stderr].filter((part) => typeof part === 'string').join(' ');
  return error.cause === undefined ? own : `${own} ${wordsOf(error.cause)}`;
}

/** One line for any failure of the demo; `home` is where its data lies. */
export function lineOf(error: unknown, home: string): string {
  if (error instanceof DemoError) return error.message;
  const words = wordsOf(error);
  if (/ENOSPC|no space left/i.test(words))
    return `the disk is full: free at least 1 GB where ${home} lies and start again`;
  if (/EACCES|EPERM/.test(words))
    return `no right to write: make ${home} yours, or set EVERTILL_HOME to another folder (${words})`;
  return words.replaceAll(/\s+/g, ' ').trim();
}

/** Runs a command of the demo: a failure is one line and an exit code, a bug keeps its stack. */
export async function runCommand(home: string, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(`evertill: ${lineOf(error, home)}`);
    if (process.env['EVERTILL_DEBUG'] === '1') console.error(error);
    process.exitCode = error instanceof DemoError ? error.exitCode : 1;
  }
}
