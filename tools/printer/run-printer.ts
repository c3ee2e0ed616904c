import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { textOf } from '../../src/main/receipt/testing/esc-pos-reader.ts';
import { paperPicture } from '../../src/main/receipt/testing/paper-picture.ts';
import { startPrinterSimulator } from '../../src/main/receipt/testing/printer-simulator.ts';

/*
 * npm run printer -- [--port 9100] [--out FOLDER]
 * A receipt printer with a drawer for a till with EVERTILL_PRINTER=127.0.0.1:9100. Each receipt is
 * shown as text and kept as a picture. Typed lines: `paper` takes the roll out or puts one in,
 * `cover` opens or closes it, `silent` makes it deaf or well. Ctrl+C ends it.
 */

const COLUMNS = 42;
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9100' },
    out: { type: 'string', default: '.evertill/paper' },
  },
});
const printer = await startPrinterSimulator(Number(values.port));
mkdirSync(values.out, { recursive: true });
console.log(`printer on 127.0.0.1:${printer.port}, pictures in ${values.out}`);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { state } = printer;
  if (line === 'paper') state.paper = !state.paper;
  if (line === 'cover') state.cover = state.cover === 'open' ? 'closed' : 'open';
  if (line === 'silent') state.isSilent = !state.isSilent;
  const { paper, cover, isSilent } = state;
  console.log(`paper: ${paper ? 'in' : 'out'}, cover: ${cover}, ${isSilent ? 'silent' : 'well'}`);
});

let shown = 0;
for (let receipt = 1; ; receipt += 1) {
  await printer.until(() => printer.count('cut') >= receipt);
  const deeds = printer.deeds.slice(shown);
  shown = printer.deeds.length;
  const file = path.join(values.out, `receipt-${receipt}.svg`);
  writeFileSync(file, paperPicture(deeds, COLUMNS));
  console.log(`${textOf(deeds)}\n${'='.repeat(COLUMNS)} ${file}`);
}
