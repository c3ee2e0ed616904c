import { Worker } from 'node:worker_threads';

/** In a thread of its own: a main that hangs cannot end itself. */
const WATCH = `
const { workerData } = require('node:worker_threads');
setTimeout(() => {
  try { require('node:fs').writeFileSync(workerData.mark, ''); } catch {}
  process.kill(process.pid, 'SIGKILL');
}, workerData.ms);
`;

/**
 * Ends this process after `ms` unless it was told before that the start is well; `mark` says so to the
 * next start.
 */
export function watchStart(ms: number, mark: string): () => void {
  const worker = new Worker(WATCH, { eval: true, workerData: { ms, mark } });
  worker.unref();
  return () => void worker.terminate();
}
