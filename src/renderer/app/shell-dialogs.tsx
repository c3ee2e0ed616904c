import { Suspense } from 'react';
import { useStore } from 'zustand';
import { ANY_SCANNER, type ScannerProfile } from '../shared/scanner/scanner-profile.ts';
import { saveScanner } from '../shared/scanner/scanner-setting.ts';
import type { Phase } from '../shared/till-api.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { CashMoveDialog, StoreDayDialog, XDialog, ZsDialog } from './lazy-screens.ts';
import { Dialog } from '../shared/ui/dialog.tsx';
import { say } from '../shared/words/say.ts';
import { LookDialog } from './look-dialog.tsx';
import { ScannerDialog } from './scanner-dialog.tsx';
import type { ShellState, ShellStore } from './shell-store.ts';
import { useTillView } from '../shared/till-context.tsx';
import { languageOf } from '../shared/words/languages.ts';
import { useLanguage } from '../shared/words/use-language.ts';
import { changeLook } from './use-look.ts';
import { changeLanguage } from './use-spoken-language.ts';

const LAZY = {
  'cash-move': CashMoveDialog,
  'x-report': XDialog,
  zs: ZsDialog,
  'store-day': StoreDayDialog,
};

/** What every screen has: its keys, and from there the settings of this machine. */
export function ShellDialogs({ shell, at }: { shell: ShellStore; at: Phase['at'] }) {
  const { over, dialog, isPaying } = useStore(shell);
  const show = (next: ShellState['dialog']) => () => shell.setState({ dialog: next });
  const close = show(undefined);
  switch (dialog) {
    case 'keys':
      return (
        <KeysDialog
          at={at}
          over={over}
          isPaying={isPaying}
          onScanner={show('scanner')}
          onLook={show('look')}
          onClose={close}
        />
      );
    case 'scanner':
      return <ScannerDialog onLearned={learnScanner(shell)} onClose={close} />;
    case 'cash-move':
    case 'x-report':
    case 'zs':
    case 'store-day': {
      const Lazy = LAZY[dialog];
      return (
        <Suspense fallback={<Loading onClose={close} />}>
          <Lazy onClose={close} />
        </Suspense>
      );
    }
    case 'look':
      return <Look shell={shell} onClose={close} />;
    default:
      return undefined;
  }
}

/** Keys wait for what is being read: they are none of the sale's. */
function Loading({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say('One moment, please')} onClose={onClose}>
      <p className="is-loading" />
    </Dialog>
  );
}

/** The look is the machine's, the language is of who is signed in. */
function Look({ shell, onClose }: { shell: ShellStore; onClose: () => void }) {
  const { look } = useStore(shell);
  const who = useTillView((view) => view.cashier?.number);
  const language = useLanguage();
  return (
    <LookDialog
      setting={look}
      onChange={changeLook(shell)}
      language={who === undefined ? undefined : languageOf(language)}
      onLanguage={who === undefined ? onClose : changeLanguage(shell, who)}
      onClose={onClose}
    />
  );
}

/** Keeps what was learned on this machine, or forgets it. */
function learnScanner(shell: ShellStore) {
  return (learned: ScannerProfile | undefined): void => {
    saveScanner(localStorage, learned);
    shell.setState({ scanner: learned ?? ANY_SCANNER, dialog: undefined });
  };
}
