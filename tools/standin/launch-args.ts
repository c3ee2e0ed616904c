/** What the command line of an unpackaged Electron says: its own switches, the app, the rest. */
export type LaunchArgs = {
  /** Directory or file of the app; undefined where none was given. */
  appPath: string | undefined;
  /** Every `--name[=value]`, before and after the app path; last one wins. */
  switches: Map<string, string>;
  /** Arguments after the app path, untouched. */
  rest: string[];
};

/** Switches meant for Node's part of Electron; Chromium must not see them. */
const FOR_NODE = /^inspect(-brk)?$/;

/** Reads the arguments as Electron would. The first argument without a dash is the app. */
export function readLaunchArgs(argv: readonly string[]): LaunchArgs {
  const at = argv.findIndex((arg) => !arg.startsWith('-'));
  const switches = new Map<string, string>();
  for (const arg of argv) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match?.[1] && !FOR_NODE.test(match[1])) switches.set(match[1], match[2] ?? '');
  }
  return {
    appPath: at < 0 ? undefined : argv[at],
    switches,
    rest: at < 0 ? [] : argv.slice(at + 1),
  };
}
