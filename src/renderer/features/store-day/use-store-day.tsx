import { useEffect, useState } from 'react';
import type { DayTill, DayZ } from '../../../domain/store-day/store-day.ts';
import type { StoreDayView } from '../../shared/store-day-api.ts';
import type { Approver } from '../../shared/terms-api.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNoticeStore } from '../../shared/notices.tsx';
import { useTill } from '../../shared/till-context.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { say } from '../../shared/words/say.ts';

/** The store's day: asked for when it is opened and whenever somebody wants to know anew. */
export function useStoreDay(onClose: () => void) {
  const till = useTill();
  const notices = useNoticeStore();
  const signed = useSigned();
  const [view, setView] = useState<StoreDayView>();
  const [chosen, setChosen] = useState<string>();
  const [isAsked, setAsked] = useState(false);
  const [adjusting, setAdjusting] = useState<DayZ>();
  // Who signed to look has signed for looking again.
  const [word, setWord] = useState<{ approver?: Approver }>({});
  const { ask } = signed;

  function look(refused?: () => void, day = view?.day): void {
    ask(
      async (approver) => {
        const answer = await till.call('store-day', {
          ...(day === undefined ? {} : { day }),
          ...word,
          ...approver,
        });
        if (answer.ok) setWord({ ...word, ...approver });
        return answer;
      },
      (answer) => setView(answer.view),
      refused,
    );
  }
  useEffect(() => {
    look(onClose);
    // Once: figures that change under who reads them would be read wrong.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  function close(): void {
    if (view === undefined) return;
    setAsked(false);
    const { day, missing } = view;
    ask(
      (approver) => till.call('close-store', { day, missing, ...word, ...approver }),
      (answer) => {
        setView(answer.view);
        showDone(notices, say('The day is closed.'));
      },
      look,
    );
  }

  const shown = view?.tills.find(({ till: name }) => name === chosen) ?? view?.tills[0];
  const canAdjust = view?.canAdjust === true && shown?.till === view.ownTill;

  return {
    view,
    chosen: shown,
    /** A Z of this till whose count is put right; undefined while nothing is. */
    adjusting,
    adjust: canAdjust ? setAdjusting : undefined,
    /** By its key: the last Z of this till. */
    adjustFirst: () => setAdjusting(canAdjust ? lastZ(shown) : undefined),
    /** Who signed to look at the day. */
    word,
    leaveAdjust: () => setAdjusting(undefined),
    adjusted: () => {
      setAdjusting(undefined);
      look();
    },
    choose: setChosen,
    move(step: 1 | -1): void {
      const tills = view?.tills ?? [];
      const at = Math.max(
        0,
        tills.findIndex(({ till: name }) => name === chosen),
      );
      setChosen(tills[Math.min(Math.max(at + step, 0), tills.length - 1)]?.till);
    },
    look: () => look(),
    /** Another day, up to today. */
    step(days: 1 | -1): void {
      if (view === undefined) return;
      const next = dayAfter(view.day, days);
      if (next <= view.today) look(undefined, next);
    },
    /** First what it means, then the close itself. */
    ask: () => setAsked(true),
    isAsked,
    leave: () => setAsked(false),
    close,
    isBusy: signed.isAsking,
    signature: signed.dialog,
  };
}

const DAY_MS = 86_400_000;

/** A calendar day so many days on; days have no zone. */
function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

const lastZ = ({ shifts }: DayTill): DayZ | undefined => shifts.flatMap(({ zs }) => zs).at(-1);
