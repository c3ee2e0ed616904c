import type {
  JournalAppended,
  JournalOpened,
  JournalRefusal,
  NewLine,
} from '../../domain/oplog/journal-ports.ts';
import type { JournalOp } from '../../domain/oplog/journal-lines.ts';
import type { JournalAsk, JournalReply } from './journal-messages.ts';

type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The journal worker as the page sees it. A call that fails in the worker rejects. */
export type JournalClient = {
  identity(tillId: string, key: CryptoKey): Promise<void>;
  open(): Promise<JournalOpened | JournalRefusal>;
  append(salt: string, series: string, lines: NewLine[]): Promise<JournalAppended | JournalRefusal>;
  read(stream: string, fromSeq: number, limit: number): Promise<JournalOp[]>;
  prune(stream: string, below: number): Promise<{ ok: true } | JournalRefusal>;
};

export function openJournalClient(): JournalClient {
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (reply: JournalReply) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<JournalReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener('error', () => {
    for (const [id, done] of waiting) done({ id, failed: 'worker' });
    waiting.clear();
  });
  // Both ends are one build, so the answer has the shape its verb promises.
  const ask = <A>(verb: Without<JournalAsk>): Promise<A> => {
    const { promise, resolve, reject } = Promise.withResolvers<A>();
    const id = (last += 1);
    waiting.set(id, (reply) => {
      if ('answer' in reply) resolve(reply.answer as A);
      else reject(new Error(`journal worker: ${reply.failed}`));
    });
    worker.postMessage({ ...verb, id });
    return promise;
  };
  return {
    identity: (tillId, key) => ask({ verb: 'identity', tillId, key }),
    open: () => ask({ verb: 'open' }),
    append: (salt, series, lines) => ask({ verb: 'append', salt, series, lines }),
    read: (stream, fromSeq, limit) => ask({ verb: 'read', stream, fromSeq, limit }),
    prune: (stream, below) => ask({ verb: 'prune', stream, below }),
  };
}
