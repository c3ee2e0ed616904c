import { sha256 } from '@noble/hashes/sha2.js';
import { openJournal } from '../../domain/oplog/journal.ts';
import type { Journal } from '../../domain/oplog/journal-ports.ts';
import type { JournalAsk, JournalReply } from './journal-messages.ts';
import { opfsFiles } from './opfs-files.ts';
import { signWith } from './web-keys.ts';

/** A worker of its own, because only workers may write files and wait until they are flushed. */
let identity: { tillId: string; key: CryptoKey } | undefined;

async function open(): Promise<Journal> {
  const root = await navigator.storage.getDirectory();
  return openJournal({
    files: opfsFiles(await root.getDirectoryHandle('journal', { create: true })),
    sha256,
    sign: async (opId) => (identity === undefined ? undefined : signWith(identity.key, 'op', opId)),
    tillId: () => identity?.tillId,
    dayOf: dayOfOp,
    onHead: async () => {},
  });
}
const journal = open();

/** UTC day of an op by its own clock; of now where its bytes do not tell. */
function dayOfOp(raw: Uint8Array): string {
  try {
    const { at_ms } = JSON.parse(new TextDecoder().decode(raw)) as { at_ms: number };
    return new Date(at_ms).toISOString().slice(0, 10);
  } catch {
    return new Date().toISOString().slice(0, 10);
  }
}

async function answer(ask: JournalAsk): Promise<unknown> {
  if (ask.verb === 'identity') {
    identity = { tillId: ask.tillId, key: ask.key };
    return undefined;
  }
  const ours = await journal;
  switch (ask.verb) {
    case 'open':
      return ours.open();
    case 'append':
      return ours.append({ salt: ask.salt, series: ask.series }, ask.lines);
    case 'read':
      return ours.read(ask.stream, ask.fromSeq, ask.limit);
    case 'prune':
      return ours.prune(ask.stream, ask.below);
  }
}

async function reply(ask: JournalAsk): Promise<void> {
  const say = (said: JournalReply): void => globalThis.postMessage(said);
  try {
    say({ id: ask.id, answer: await answer(ask) });
  } catch (error) {
    say({ id: ask.id, failed: error instanceof Error ? error.name : 'unknown' });
  }
}

globalThis.addEventListener('message', (event: MessageEvent<JournalAsk>) => void reply(event.data));
