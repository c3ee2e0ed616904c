import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/*
 * Loaded into a site's processes before their own code: on SIGUSR2 a process collects what it can and
 * appends what it still holds to the named file.
 */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  const file = process.env['EVERTILL_TEST_MEMORY_FILE'];
  if (file !== undefined)
    appendFileSync(file, `${JSON.stringify({ heap: heapUsed + external, rss })}\n`);
});
