import { useMemo, useState } from 'react';
import { ParkedList, type ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { ask, type Failed } from '../ask.ts';
import { useAsked } from '../use-asked.ts';

const EVERY_MS = 5000;
const PATH = '/console/api/parked';

type Parked = {
  value: ParkedList | undefined;
  failed: Failed | undefined;
  again: () => void;
  /** Reads the page below; undefined: everything is here, or on its way. */
  more: (() => void) | undefined;
};

/** The first page, kept fresh, and below it those that somebody asked for. */
export function useParked(): Parked {
  const { value, failed, again } = useAsked(PATH, ParkedList, EVERY_MS);
  const [below, setBelow] = useState<Pick<ParkedList, 'ops' | 'next'>>();
  const [missed, setMissed] = useState<Failed>();
  const [isAsking, setIsAsking] = useState(false);
  const shown = useMemo(
    () => value && { ...value, ops: joinedOps(value.ops, below?.ops ?? []) },
    [value, below],
  );
  const next = below === undefined ? value?.next : below.next;
  const read = async (after: string): Promise<void> => {
    setIsAsking(true);
    const answer = await ask(`${PATH}?after=${after}`, ParkedList);
    setIsAsking(false);
    setMissed(answer.ok ? undefined : answer.failed);
    if (!answer.ok) return;
    const { ops, next: then } = answer.value;
    setBelow((old) => ({ ops: [...(old?.ops ?? []), ...ops], next: then }));
  };
  const more = next == null || isAsking ? undefined : (): void => void read(next);
  return { value: shown, failed: failed ?? missed, again, more };
}

/** Pure. What was read below goes under the first page, each once; the first page is the newer word. */
export function joinedOps(first: readonly ParkedOp[], below: readonly ParkedOp[]): ParkedOp[] {
  const ids = new Set<string>();
  return [...first, ...below].filter(({ op_id: id }) => !ids.has(id) && ids.add(id));
}
