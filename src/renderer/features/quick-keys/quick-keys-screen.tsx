import { useEffect, useReducer, useRef, useState } from 'react';
import { useKeys, type KeyActions } from '../../shared/keys/use-keys.ts';
import { showDone } from '../../shared/notice-store.ts';
import { useNotice, useNoticeStore } from '../../shared/notices.tsx';
import type { QuickPageView } from '../../shared/quick-keys-api.ts';
import { useTill, useTillView } from '../../shared/till-context.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { MessageLine } from '../../shared/ui/message-line.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { useSigned } from '../../shared/use-signed.tsx';
import { AddKey } from './add-key.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyGrid } from './key-grid.tsx';
import { draftOf, draftReducer, wantedOf, type Draft, type DraftAction } from './page-draft.ts';
import { PageList } from './page-list.tsx';
import { later, say, sayLater } from '../../shared/words/say.ts';
import './quick-keys.css';

/** Changes the store's quick keys: what head office knows is asked for first. */
export function QuickKeysScreen({ onBack }: { onBack: () => void }) {
  const till = useTill();
  const [pages, setPages] = useState<QuickPageView[]>();
  useEffect(() => {
    let isShown = true;
    async function load(): Promise<void> {
      const asked = await till.call('quick-keys', { isFresh: true });
      if (isShown) setPages(asked);
    }
    void load();
    return () => {
      isShown = false;
    };
  }, [till]);
  useKeys(pages === undefined ? { Escape: onBack } : {});
  if (pages === undefined) {
    return (
      <main className="quick-keys-loading">
        <Progress label={say('Asking head office for the other tills’ changes')} percent={50} />
      </main>
    );
  }
  return <Editor pages={pages} onBack={onBack} />;
}

function Editor({ pages, onBack }: { pages: QuickPageView[]; onBack: () => void }) {
  const [draft, act] = useReducer(draftReducer, pages, draftOf);
  const [isLeaving, setLeaving] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const saving = useSave(draft, onBack);
  const page = draft.pages[draft.at];
  const isChanged = draft.past.length > 0;
  const beside = pages.find(({ pageId }) => pageId === page?.pageId)?.beside ?? [];
  const isUnsettled = pages.some((one) => one.beside.length > 0);
  const canSave = (isChanged || isUnsettled) && !saving.isBusy;
  const leave = (): void => (isChanged ? setLeaving(true) : onBack());
  const addPage = (): void => {
    const name = say('Page {number}', { number: draft.pages.length + 1 });
    act({ do: 'add-page', pageId: crypto.randomUUID(), name });
  };
  useKeys({
    ...draftKeys(draft, act),
    Escape: leave,
    F2: () => field.current?.focus(),
    F7: addPage,
    ...(canSave ? { F12: saving.save } : {}),
  });

  return (
    <main className="quick-keys">
      <h1 className="only-heard">{say('Quick keys')}</h1>
      <PageList draft={draft} act={act} onAdd={addPage} />
      <section className="quick-keys-page" aria-label={say('Keys of this page')}>
        <Beside beside={beside} />
        {page === undefined ? (
          <p className="find-empty">
            {say('There is no page yet. New page (F7) makes the first one.')}
          </p>
        ) : (
          <>
            <AddKey field={field} onAdd={(key) => act({ do: 'add-key', ...key })} />
            <KeyGrid keys={page.keys} chosen={draft.key} act={act} />
          </>
        )}
      </section>
      <KeyForm draft={draft} act={act} />
      <EditorFooter
        isChanged={isChanged}
        canSave={canSave}
        onLeave={leave}
        onUndo={() => act({ do: 'undo' })}
        onSave={saving.save}
      />
      {saving.dialog}
      {isLeaving ? (
        <ConfirmDialog
          title={say('Discard the changes?')}
          text={say('The pages stay as they were.')}
          keepWords={say('Go on changing')}
          removeWords={say('Discard')}
          onKeep={() => setLeaving(false)}
          onRemove={onBack}
        />
      ) : undefined}
    </main>
  );
}

/** Saves the draft, on somebody's word where one's own right does not reach. */
function useSave(draft: Draft, onBack: () => void) {
  const till = useTill();
  const notices = useNoticeStore();
  const signed = useSigned();
  const isOnline = useTillView((view) => view.sync.line === 'online');
  const save = (): void =>
    signed.ask(
      (approver) => till.call('save-quick-keys', { pages: wantedOf(draft), ...approver }),
      () => {
        onBack();
        showDone(notices, sayLater(isOnline ? SAVED : SAVED_OFFLINE));
      },
    );
  return { save, isBusy: signed.isAsking, dialog: signed.dialog };
}

function draftKeys(draft: Draft, act: (action: DraftAction) => void): KeyActions {
  const moveKey = (step: number) => () =>
    act({ do: 'move-key', from: draft.key, to: draft.key + step });
  return {
    F3: () => act({ do: 'undo' }),
    Delete: () => act({ do: 'drop-key' }),
    ArrowRight: () => act({ do: 'choose-key', key: draft.key + 1 }),
    ArrowLeft: () => act({ do: 'choose-key', key: Math.max(draft.key - 1, 0) }),
    'Ctrl+arrowright': moveKey(1),
    'Ctrl+arrowleft': moveKey(-1),
    PageDown: () => act({ do: 'choose-page', at: draft.at + 1 }),
    PageUp: () => act({ do: 'choose-page', at: draft.at - 1 }),
  };
}

/** What other tills made of this page without knowing of what stands here. */
function Beside({ beside }: { beside: QuickPageView['beside'] }) {
  if (beside.length === 0) return undefined;
  return (
    <p className="quick-keys-beside" role="status">
      {say('Also changed at till {tills}: {changes}. Saving keeps what stands here.', {
        tills: beside.map((one) => one.till).join(', '),
        changes: beside.map(besideWords).join('; '),
      })}
    </p>
  );
}

type EditorFooterProps = {
  isChanged: boolean;
  canSave: boolean;
  onLeave: () => void;
  onUndo: () => void;
  onSave: () => void;
};

function EditorFooter({ isChanged, canSave, onLeave, onUndo, onSave }: EditorFooterProps) {
  const notice = useNotice();
  const isOnline = useTillView((view) => view.sync.line === 'online');
  return (
    <footer className="quick-keys-actions">
      <Button isStacked className="sell-action" keyCap="Esc" onPress={onLeave}>
        {isChanged ? say('Discard') : say('Back')}
      </Button>
      <Button
        isStacked
        className="sell-action"
        keyCap="F3"
        isDisabled={!isChanged}
        onPress={onUndo}
      >
        {say('Undo')}
      </Button>
      <MessageLine message={notice} hint={sayLater(isOnline ? HINT : HINT_OFFLINE)} />
      <Button
        look="primary"
        className="sell-pay"
        keyCap="F12"
        isDisabled={!canSave}
        onPress={onSave}
      >
        {say('Save for the store')}
      </Button>
    </footer>
  );
}

const SAVED = later('Saved. The other tills get it with their next sign-in, or within 5 minutes.');
const SAVED_OFFLINE = later('Saved on this till. The other tills get it when the line is back.');
const HINT = later('← → choose a key, Ctrl+← → move it, Del removes it. Or drag the chosen key.');
const HINT_OFFLINE = later('The line is down: other tills’ newest changes may be missing here.');

function besideWords({ name, keys }: QuickPageView['beside'][number]): string {
  const labels = keys.map(({ label }) => label);
  return labels.length === 0
    ? `“${name}”`
    : say('“{name}” with {keys}', { name, keys: labels.slice(0, 6).join(', ') });
}
