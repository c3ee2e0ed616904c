import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processesOn } from './process-tree.ts';

const REMEDY =
  'strace must be installed and may attach: run as root, or give CAP_SYS_PTRACE and kernel.yama.ptrace_scope=0';

/** The paths a profile's Chromium asked the kernel to sync, one entry a call. */
export type SyncCounter = { stop(): Promise<string[]> };

/**
 * Watches every process on a profile from outside, so that what is counted is what the kernel was
 * asked for and not what an option promised. Resolves once every process is attached.
 */
export async function countSyncs(profile: string): Promise<SyncCounter> {
  const folder = mkdtempSync(path.join(tmpdir(), 'till-syncs-'));
  const log = path.join(folder, 'strace.log');
  const pids = processesOn(profile);
  const calls = 'trace=fsync,fdatasync,sync_file_range,msync';
  const strace = spawn(
    'strace',
    ['-f', '-y', '-qq', '-e', calls, '-o', log, ...pids.flatMap((pid) => ['-p', String(pid)])],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(strace, 'exit');
  ended.catch(() => undefined);
  await attached(pids, ended);
  return {
    async stop() {
      strace.kill('SIGINT');
      await ended;
      const text = readFileSync(log, 'utf8');
      rmSync(folder, { recursive: true });
      return text
        .split('\n')
        .map((line) => /(?:sync|sync_file_range)\(\d+<([^>]*)>/.exec(line)?.[1])
        .filter((file) => file !== undefined);
    },
  };
}

/** The kernel names the tracer of a traced process. */
async function attached(pids: readonly number[], ended: Promise<unknown>): Promise<void> {
  let failed = false;
  ended.then(
    () => (failed = true),
    () => (failed = true),
  );
  const isTraced = (pid: number): boolean => {
    try {
      return !/^TracerPid:\s+0$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      // Gone meanwhile: nothing of it is left to miss.
      return true;
    }
  };
  while (!pids.every(isTraced)) {
    if (failed) throw new Error(REMEDY);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
