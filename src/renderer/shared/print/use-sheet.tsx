import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { showDone, showProblem } from '../notice-store.ts';
import { useNoticeStore } from '../notices.tsx';
import { useTill } from '../till-context.tsx';
import { say } from '../words/say.ts';
import { sheetCsv } from './sheet-csv.ts';
import { SheetPaper } from './sheet-paper.tsx';
import type { Sheet } from './sheet.ts';

/** Saves sheets as files; `paper` has to stand somewhere on the screen that asks. */
export function useSheet(): {
  save: (form: 'pdf' | 'csv', sheet: Sheet) => Promise<void>;
  isSaving: boolean;
  paper: ReactNode;
} {
  const till = useTill();
  const notices = useNoticeStore();
  const [sheet, setSheet] = useState<Sheet>();
  const [isSaving, setSaving] = useState(false);

  async function save(form: 'pdf' | 'csv', asked: Sheet): Promise<void> {
    setSaving(true);
    try {
      // What is printed is the page: the sheet has to lie there before the host is asked.
      if (form === 'pdf') flushSync(() => setSheet(asked));
      const saved = await till.savePaper(
        form === 'pdf' ? { name: asked.name } : { name: asked.name, csv: sheetCsv(asked) },
      );
      if (saved.ok && saved.path !== '')
        showDone(notices, say('Saved as {path}', { path: saved.path }));
      else if (!saved.ok && saved.kind !== 'cancelled') showProblem(notices, saved.next);
    } finally {
      setSheet(undefined);
      setSaving(false);
    }
  }

  return { save, isSaving, paper: sheet && <SheetPaper sheet={sheet} /> };
}
