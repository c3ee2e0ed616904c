import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CloseView, CountDraft } from '../../shared/close-api.ts';
import { piecesOf, worthOf, type KeyedPieces } from '../../shared/count/piece-fields.tsx';
import { readKeyedAmount } from '../../shared/format/money-format.ts';
import { useTill } from '../../shared/till-context.tsx';

/** A field of the count: a coin or note, or a tender. */
export type CountField = { of: 'piece'; value: number } | { of: 'tender'; tender: string };

/** What is keyed of a count; each change is on disk a moment later, so that a kill loses none (dom-Z5). */
export function useCount(view: CloseView) {
  const till = useTill();
  const [pieces, setPieces] = useState<KeyedPieces>(() =>
    Object.fromEntries(view.draft.pieces.map(({ value, count }) => [value, String(count)])),
  );
  const [other, setOther] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      Object.entries(view.draft.other).map(([tender, amount]) => [tender, String(amount)]),
    ),
  );
  const [field, setField] = useState<CountField>();
  const [isKept, setKept] = useState(true);
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const draft = draftOf(view, pieces, other);
  const now = JSON.stringify(draft);
  const kept = useRef(now);
  const { shiftId } = view;

  const save = useEffectEvent(async (text: string): Promise<void> => {
    if (text === kept.current) return;
    kept.current = text;
    setKept(false);
    // One after the other: the newest is written last.
    saving.current = saving.current.then(() => till.call('keep-count', { shiftId, draft }));
    await saving.current;
    // Unless somebody keyed on meanwhile.
    if (kept.current === text) setKept(true);
  });
  useEffect(() => {
    void save(now);
  }, [now]);

  function change(of: CountField, text: string): void {
    if (of.of === 'piece') setPieces((all) => ({ ...all, [of.value]: text }));
    else setOther((all) => ({ ...all, [of.tender]: text }));
  }

  const keyed =
    field === undefined
      ? ''
      : ((field.of === 'piece' ? pieces[field.value] : other[field.tender]) ?? '');
  return {
    pieces,
    other,
    field,
    setField,
    change,
    keyed,
    draft,
    cash: worthOf(pieces),
    isKept,
    /** What was keyed is on disk. */
    saved: () => saving.current,
  };
}

/** A sum as keyed; a batch in which more went back than came in has a minus. */
export function readSum(text: string, currency: string): number | undefined {
  const amount = readKeyedAmount(text.replace('-', ''), currency);
  return amount === undefined || !text.startsWith('-') ? amount : 0 - amount;
}

/** What is no amount yet is not there. */
function draftOf(
  { tenders }: CloseView,
  pieces: KeyedPieces,
  other: Readonly<Record<string, string>>,
): CountDraft {
  const amounts = tenders.flatMap(({ tender, currency }) => {
    const text = other[tender] ?? '';
    const amount = text === '' ? undefined : readSum(text, currency);
    return amount === undefined ? [] : [[tender, amount] as const];
  });
  return { pieces: piecesOf(pieces), other: Object.fromEntries(amounts) };
}
