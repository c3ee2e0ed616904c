import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into a site's processes before their own code: on SIGUSR2 a process collects what it can and
 * appends what it still holds to the named file.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Buffers go back a moment after their owners are collected, ms. */
const SETTLE_MS = 100;

function say(): void {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const file = process.env['EVERTILL_TEST_MEMORY_FILE'];
  if (file !== undefined)
    appendFileSync(file, `${JSON.stringify({ heap: heapUsed + external, rss })}\n`);
}

process.on('SIGUSR2', () => {
  collect();
  setTimeout(say, SETTLE_MS);
});
