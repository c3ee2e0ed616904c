import { useCallback, useRef, useState } from 'react';
import { ParkedList, type ParkedOp } from '../../../src/contracts/parked-ops.ts';
import { ask, type Answered, type Failed } from '../ask.ts';
import { useAsked } from '../use-asked.ts';

const EVERY_MS = 5000;
const PATH = '/console/api/parked';
const ALL_NEWS = undefined;

type Parked = {
  value: ParkedList | undefined;
  failed: Failed | undefined;
  again: () => void;
  /** Reads the page below; undefined: everything is here, or on its way. */
  more: (() => void) | undefined;
};

/** The first page and those below that somebody asked for, all kept fresh. */
export function useParked(): Parked {
  const wanted = useRef(1);
  const read = useCallback(() => readPages(wanted.current), []);
  const { value, failed, again } = useAsked(PATH, ParkedList, EVERY_MS, ALL_NEWS, read);
  /** The list that a page was asked for below; another one has it. */
  const [asked, setAsked] = useState<ParkedList>();
  const isOnItsWay = asked !== undefined && asked === value && failed === undefined;
  const isMore = value !== undefined && value.next !== null && !isOnItsWay;
  const more = (): void => {
    wanted.current += 1;
    setAsked(value);
    again();
  };
  return { value, failed, again, more: isMore ? more : undefined };
}

/**
 * So many pages, each from where the one above ends now: one more operation above, or one that left, moves
 * all that are below. All or none: half a list would look like one that shrank.
 */
async function readPages(most: number): Promise<Answered<ParkedList>> {
  let list = await ask(PATH, ParkedList);
  for (let pages = 1; pages < most && list.ok && list.value.next !== null; pages += 1) {
    const { ops, next: after, ...rest } = list.value;
    const page = await ask(`${PATH}?after=${after}`, ParkedList);
    if (!page.ok) return page;
    const joined = joinedOps(ops, page.value.ops);
    list = { ok: true, value: { ...rest, ops: joined, next: page.value.next } };
  }
  return list;
}

/** Pure. The page below goes under those above, each operation once; what is above was placed by the site. */
function joinedOps(above: readonly ParkedOp[], below: readonly ParkedOp[]): ParkedOp[] {
  const ids = new Set(above.map(({ op_id: id }) => id));
  return [...above, ...below.filter(({ op_id: id }) => !ids.has(id))];
}
