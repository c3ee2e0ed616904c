import { useState, type SyntheticEvent } from 'react';
import { FileTrigger } from 'react-aria-components';
import { readExportCode } from '../../../contracts/export-code.ts';
import type { ImportAnswer } from '../../shared/hand-over-api.ts';
import type { Refusal } from '../../shared/till-api.ts';
import { useTill } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { formatExportCode } from './format-export-code.ts';
import { HandOverProgress } from './hand-over-progress.tsx';
import { recordWords } from './record-words.ts';
import { say } from '../../shared/words/say.ts';
import './hand-over.css';

/** Hands another till's file in at head office, with the code that was shown there. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { file, setFile, code, setCode, answer, isBusy, submit } = useImport();
  const isReady = file !== undefined && readExportCode(code) !== undefined;
  return (
    <Dialog title={say('Import a file')} isKept={isBusy} onClose={onClose}>
      <form className="import" onSubmit={submit}>
        <div className="import-file">
          <FileTrigger acceptedFileTypes={['.evertill']} onSelect={(list) => setFile(list?.[0])}>
            <Button isDisabled={isBusy} onPress={() => undefined}>
              {say('Choose the file')}
            </Button>
          </FileTrigger>
          <span className="export-path">{file?.name ?? say('It ends in .evertill')}</span>
        </div>
        <label className="import-label" htmlFor="import-code">
          {say('Code of the file')}
        </label>
        <input
          id="import-code"
          className="import-code figures"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX-XXXX"
          value={code}
          readOnly={isBusy}
          onChange={(event) => setCode(formatExportCode(event.target.value))}
        />
        {isBusy ? <HandOverProgress doing={say('Handing in')} /> : <Told answer={answer} />}
        <div className="dialog-actions">
          <Button isDisabled={isBusy} onPress={onClose}>
            {say('Close')}
          </Button>
          <Button look="primary" isDisabled={!isReady || isBusy} onPress={submit}>
            {isBusy ? say('Importing …') : say('Import')}
          </Button>
        </div>
        {/* Makes Enter submit from the field. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

function useImport() {
  const till = useTill();
  const [file, setFile] = useState<File>();
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<ImportAnswer | Refusal>();

  async function hand(from: File): Promise<void> {
    setBusy(true);
    setAnswer(undefined);
    setAnswer(await read(from, (bytes) => till.call('import-file', { bytes, code })));
    setBusy(false);
  }
  function submit(event?: SyntheticEvent | object): void {
    if (event !== undefined && 'preventDefault' in event) event.preventDefault();
    if (!isBusy && file !== undefined && readExportCode(code) !== undefined) void hand(file);
  }
  return { file, setFile, code, setCode, answer, isBusy, submit };
}

/** A stick may be pulled out while it is read. */
async function read(
  file: File,
  send: (bytes: Uint8Array) => Promise<ImportAnswer | Refusal>,
): Promise<ImportAnswer | Refusal> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return {
      ok: false,
      kind: 'unreadable',
      next: say('The file cannot be read. Choose it again.'),
    };
  }
  return send(bytes);
}

function Told({ answer }: { answer: ImportAnswer | Refusal | undefined }) {
  if (answer === undefined) {
    return (
      <MessageLine message={undefined} hint={say('Whoever made the file was shown its code.')} />
    );
  }
  if (!answer.ok) return <MessageLine message={{ tone: 'problem', text: answer.next }} />;
  const { records, fresh, refused, tillId, site } = answer;
  const there = say(
    '{record} of till {tillId} are at head office, site {site}; {fresh} were new there.',
    { record: recordWords(records - refused), tillId, site, fresh },
  );
  if (refused === 0) return <MessageLine message={{ tone: 'done', text: there }} />;
  const rest = say('{record} were not taken: keep file and code and call IT.', {
    record: recordWords(refused),
  });
  return <MessageLine message={{ tone: 'problem', text: `${there} ${rest}` }} />;
}
