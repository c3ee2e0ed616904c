import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  TERMINAL_BEHAVIOURS,
  type TerminalBehaviour,
} from '../../src/main/terminal/testing/scripted-terminal.ts';
import { startTerminalSimulator } from '../../src/main/terminal/testing/terminal-simulator.ts';

/*
 * npm run terminal -- [--port 9200] [--do approve]
 * A payment terminal for a till with EVERTILL_TERMINAL=127.0.0.1:9200. A typed behaviour holds for
 * the next cards; `finish` ends what is slow, `deaf` makes it hear nothing or hear again. Ctrl+C
 * ends it.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9200' },
    do: { type: 'string', default: 'approve' },
  },
});
const isBehaviour = (text: string): text is TerminalBehaviour =>
  TERMINAL_BEHAVIOURS.some((one) => one === text);

if (isBehaviour(values.do)) await run(values.do);
else {
  console.error(`--do is one of ${TERMINAL_BEHAVIOURS.join(', ')}`);
  process.exitCode = 2;
}

async function run(behaviour: TerminalBehaviour): Promise<void> {
  const terminal = await startTerminalSimulator(Number(values.port), (words) => console.log(words));
  terminal.behaviour = behaviour;
  console.log(`terminal on 127.0.0.1:${terminal.port}; type ${TERMINAL_BEHAVIOURS.join(' | ')}`);
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (isBehaviour(line)) terminal.behaviour = line;
    if (line === 'deaf') terminal.isDeaf = !terminal.isDeaf;
    if (line === 'finish') terminal.finish();
    console.log(
      `${terminal.behaviour}${terminal.isDeaf ? ', deaf' : ''}: ${terminal.charged()} charged`,
    );
  });
}
