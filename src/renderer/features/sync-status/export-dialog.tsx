import { useEffect, useRef, useState } from 'react';
import type { ExportAnswer } from '../../shared/hand-over-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { HandOverProgress } from './hand-over-progress.tsx';
import { recordWords } from './record-words.ts';
import { say } from '../../shared/words/say.ts';
import './hand-over.css';

/** Makes the file at once; its code is shown here and nowhere else, so only its button leaves this. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const answer = useExport();
  return (
    <Dialog title={say('Export what waits')} isKept onClose={onClose}>
      {answer === undefined ? <HandOverProgress doing={say('Sealing the file')} /> : undefined}
      {answer?.ok === false ? (
        <MessageLine message={{ tone: 'problem', text: answer.next }} />
      ) : undefined}
      {answer?.ok === true ? <Exported {...answer} /> : undefined}
      <div className="dialog-actions">
        <Button autoFocus isDisabled={answer === undefined} onPress={onClose}>
          {answer?.ok === true ? say('I have kept the code') : say('Close')}
        </Button>
      </div>
    </Dialog>
  );
}

/** One file a dialog, also where effects run twice. */
function useExport(): ExportAnswer | Refusal | undefined {
  const till = useTill();
  const [answer, setAnswer] = useState<ExportAnswer | Refusal>();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void till.call('export-waiting', {}).then(setAnswer);
  }, [till]);
  return answer;
}

function Exported({ code, path, records }: ExportAnswer) {
  return (
    <>
      <p>
        {say('{record} are in the file. They also stay on this till, which goes on sending them.', {
          record: recordWords(records),
        })}
      </p>
      <section aria-labelledby="export-code-name">
        <h3 id="export-code-name">{say('Code of this file, shown only now')}</h3>
        <CodeLine code={code} />
      </section>
      <section aria-labelledby="export-path-name">
        <h3 id="export-path-name">{say('Where the file is')}</h3>
        <p className="export-path">{path}</p>
      </section>
      <section aria-labelledby="export-next-name">
        <h3 id="export-next-name">{say('What to do with it')}</h3>
        <p>
          {say(
            'Copy the file to a stick. On another till of this region choose Head office, Import a file, and type the code; or give file and code to IT, apart from each other.',
          )}
        </p>
      </section>
    </>
  );
}

function CodeLine({ code }: { code: string }) {
  const line = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);
  function copy(): void {
    // By selection: the page has no right to the clipboard and needs none for what a person selects.
    const selection = getSelection();
    if (line.current !== null) selection?.selectAllChildren(line.current);
    setCopied(document.execCommand('copy'));
  }
  return (
    <div className="export-code-line">
      <code ref={line} className="export-code figures">
        {code}
      </code>
      <Button onPress={copy}>{isCopied ? say('Copied') : say('Copy')}</Button>
    </div>
  );
}
