import { useState } from 'react';
import { useKeys } from '../../shared/keys/use-keys.ts';
import type { SyncView } from '../../shared/till-api.ts';
import { Button } from '../../shared/ui/button.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { recordWords } from './record-words.ts';
import { say } from '../../shared/words/say.ts';

/** The way of sales to head office where no line is: as a sealed file in somebody's pocket. */
export function ByHand({ sync }: { sync: SyncView }) {
  const [open, setOpen] = useState<'export' | 'import'>();
  const waits = Math.max(sync.head - sync.confirmed, sync.parked.length);
  const close = (): void => setOpen(undefined);
  const startExport = (): void => setOpen('export');
  useKeys(waits === 0 ? {} : { F6: startExport });
  return (
    <section className="by-hand" aria-labelledby="sync-by-hand">
      <div>
        <h2 id="sync-by-hand">{say('Carry by hand')}</h2>
        <p className="sync-quiet" id="sync-by-hand-why">
          {waits === 0
            ? say('Nothing waits here: every record of this till is at both sites.')
            : say('{record} can go to head office as a sealed file. Nothing counts twice.', {
                record: recordWords(waits),
              })}
        </p>
      </div>
      <div className="by-hand-buttons">
        <Button
          keyCap="F6"
          isDisabled={waits === 0}
          aria-describedby="sync-by-hand-why"
          onPress={startExport}
        >
          {say('Export what waits')}
        </Button>
        <Button onPress={() => setOpen('import')}>{say('Import a file')}</Button>
      </div>
      {open === 'export' ? <ExportDialog onClose={close} /> : undefined}
      {open === 'import' ? <ImportDialog onClose={close} /> : undefined}
    </section>
  );
}
