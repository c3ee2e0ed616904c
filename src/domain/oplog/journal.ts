import { appendOps } from './journal-append.ts';
import { filesBelow } from './journal-files.ts';
import {
  refuse,
  type Journal,
  type JournalHeadState,
  type JournalOpened,
  type JournalPorts,
  type JournalRefusal,
} from './journal-ports.ts';
import { openJournalReader } from './journal-reader.ts';
import { recoverTail, type JournalTail } from './journal-tail.ts';

/** One journal over one folder; calls run one after the other. */
export function openJournal(ports: JournalPorts): Journal {
  const tails = new Map<string, JournalTail>();
  const reader = openJournalReader(ports);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = last.then(run);
    last = mine.catch(() => undefined);
    return mine;
  };
  const orRefusal = async <T>(run: () => Promise<T>): Promise<T | JournalRefusal> => {
    try {
      return await run();
    } catch (error) {
      return refuse(ports.files.failureOf(error));
    }
  };
  let isOpen = false;
  const open = async (): Promise<JournalOpened> => {
    let cut = 0;
    tails.clear();
    for (const stream of await ports.files.streams()) {
      const found = await recoverTail(ports, stream);
      cut += found.cutBytes;
      if (found.tail !== undefined) tails.set(stream, found.tail);
    }
    isOpen = true;
    return { ok: true, heads: [...tails.values()].map(headOf), torn_bytes_cut: cut };
  };
  return {
    open: () => inTurn(() => orRefusal(open)),
    append: (stream, lines) =>
      inTurn(() =>
        orRefusal(async () => {
          // Appending to an end that was never verified could bury a torn line.
          if (!isOpen) await open();
          return appendOps(ports, tails, reader, stream, lines);
        }),
      ),
    read: (stream, fromSeq, limit) => inTurn(() => reader.read(stream, fromSeq, limit)),
    prune: (stream, below) =>
      inTurn(() =>
        orRefusal(async () => {
          const names = await ports.files.names(stream);
          for (const name of filesBelow(names, below)) await ports.files.remove(stream, name);
          return { ok: true } as const;
        }),
      ),
  };
}

function headOf(tail: JournalTail): JournalHeadState {
  return {
    stream: tail.header.stream,
    salt: tail.header.salt,
    series: tail.header.series,
    first_seq: tail.firstSeq,
    head_seq: tail.headSeq,
    head_op_id: tail.headOpId,
  };
}
