import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  SIGNING_BEHAVIOURS,
  type SigningBehaviour,
} from '../../src/main/signing/testing/scripted-signing-device.ts';
import { startSigningSimulator } from '../../src/main/signing/testing/signing-simulator.ts';

/*
 * npm run signing-device:simulate -- [--port 9300] [--do sign] [--file FILE]
 * A SIMULATOR of a German signing device (TSE), for a till of a German store that is started with
 * EVERTILL_SIGNING_DEVICE=127.0.0.1:9300. Not certified: what it signs is worth nothing to an
 * authority, and receipts say so. A typed behaviour holds for the next questions. With --file its
 * key and counters outlive it. Ctrl+C ends it.
 */

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9300' },
    do: { type: 'string', default: 'sign' },
    file: { type: 'string' },
  },
});
const isBehaviour = (text: string): text is SigningBehaviour =>
  SIGNING_BEHAVIOURS.some((one) => one === text);

if (isBehaviour(values.do)) await run(values.do);
else {
  console.error(`--do is one of ${SIGNING_BEHAVIOURS.join(', ')}`);
  process.exitCode = 2;
}

async function run(behaviour: SigningBehaviour): Promise<void> {
  const { port, file } = values;
  const device = await startSigningSimulator({
    port: Number(port),
    ...(file === undefined ? {} : { file }),
    say: (words) => console.log(words),
  });
  device.behaviour = behaviour;
  console.log(`SIMULATOR of a signing device on 127.0.0.1:${device.port}, not certified`);
  console.log(`${device.memory.serial}; type ${SIGNING_BEHAVIOURS.join(' | ')}`);
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (isBehaviour(line)) device.behaviour = line;
    const signed = device.memory.all().filter((one) => one.signed !== undefined);
    console.log(`${device.behaviour}: ${signed.length} signed`);
  });
}
