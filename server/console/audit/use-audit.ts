import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { AuditPage, type AuditKind, type AuditRow } from '../../../src/contracts/audit.ts';
import type { Failed } from '../ask.ts';
import { ask } from '../ask.ts';
import { useAsked } from '../use-asked.ts';

const EVERY_MS = 5000;
const ROWS = ['rows'] as const;
/** Typing goes on; the site is asked once it rests. */
const REST_MS = 250;

type Audit = {
  rows: readonly AuditRow[];
  failed: Failed | undefined;
  isLoading: boolean;
  /** Asks for the page below the last row, where there is one. */
  older: () => void;
};

/** The newest rows, kept fresh, and below them the older pages as far as somebody scrolled. */
export function useAudit(typed: string, kind: AuditKind | undefined): Audit {
  const find = useRested(typed.trim());
  const path = pathOf(find, kind);
  const { value, failed } = useAsked(path, AuditPage, EVERY_MS, ROWS);
  const [below, setBelow] = useState<{ path: string; rows: readonly AuditRow[]; more: boolean }>();
  const isAsking = useRef(false);
  const old = below?.path === path ? below : undefined;
  const rows = useMemo(
    () => (value === undefined ? [] : joined(value.rows, old?.rows ?? [])),
    [value, old],
  );
  const last = rows.at(-1)?.id;
  const isMore = old === undefined ? value?.more === true : old.more;
  const read = useCallback(async (): Promise<void> => {
    if (!isMore || last === undefined || isAsking.current) return;
    isAsking.current = true;
    const answer = await ask(`${path}&before=${last}`, AuditPage);
    isAsking.current = false;
    if (answer.ok)
      setBelow({ path, rows: [...rows, ...answer.value.rows], more: answer.value.more });
  }, [isMore, last, path, rows]);
  const older = useCallback((): void => void read(), [read]);
  return { rows, failed, isLoading: value === undefined && failed === undefined, older };
}

/** Pure. The first page anew, and what was read below it before; each row once. */
export function joined(
  first: readonly AuditRow[],
  known: readonly AuditRow[],
): readonly AuditRow[] {
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...known.filter(({ id }) => !ids.has(id))];
}

function pathOf(find: string, kind: AuditKind | undefined): string {
  const query = new URLSearchParams({
    ...(find === '' ? {} : { find }),
    ...(kind === undefined ? {} : { kind }),
  });
  return `/console/api/audit?${query}`;
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
