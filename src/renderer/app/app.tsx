import { Suspense, useEffect, useMemo, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import { useKeys } from '../shared/keys/use-keys.ts';
import { NoticeProvider, useNoticeStore, useTold } from '../shared/notices.tsx';
import { clearNotice, type NoticeStore } from '../shared/notice-store.ts';
import { createPayOnce } from '../shared/pay-once.ts';
import type { TillClient } from '../shared/till-api.ts';
import { TillProvider, useTill, useTillView } from '../shared/till-context.tsx';
import { LiveRegion } from '../shared/ui/live-region.tsx';
import { NO_UPDATES, type UpdatePort } from '../shared/update-port.ts';
import { RefundScreen } from '../features/pay/refund-screen.tsx';
import { ReceiptsScreen } from '../features/receipts/receipts-screen.tsx';
import { QuickKeysScreen } from '../features/quick-keys/quick-keys-screen.tsx';
import { SyncScreen } from '../features/sync-status/sync-screen.tsx';
import { TrainingBand } from '../features/training/training-band.tsx';
import { UpdateKey } from '../features/update/update-key.tsx';
import { useToldMoment, type TellMoment } from '../features/update/use-told-moment.ts';
import { AlarmStrip } from './alarm-strip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { CloseScreen } from './lazy-screens.ts';
import { OldShiftStrip } from './old-shift-strip.tsx';
import { Header } from './header.tsx';
import { PhaseScreen } from './phase-screen.tsx';
import { ShellDialogs } from './shell-dialogs.tsx';
import type { ShellState, ShellStore } from './shell-store.ts';
import { useLook } from './use-look.ts';
import { useSpokenLanguage } from './use-spoken-language.ts';
import { useAutoLock } from './use-auto-lock.ts';
import { useScanner } from './use-scanner.ts';
import { useSpokenBasket } from './use-spoken-basket.ts';
import './app.css';

type AppProps = {
  client: TillClient;
  notices: NoticeStore;
  shell: ShellStore;
  /** Loads the page anew; what is stored comes back by itself. */
  restart: () => void;
  updates?: UpdatePort;
  /** Tells the host how the till stands, so that it knows when a build may be put in place. */
  tellMoment?: TellMoment;
};

/** The whole page: providers, and a safety net under every screen. */
export function App({
  client,
  notices,
  shell,
  restart,
  updates = NO_UPDATES,
  tellMoment = nobodyAsks,
}: AppProps) {
  return (
    <ErrorBoundary restart={restart}>
      <TillProvider client={client}>
        <NoticeProvider store={notices}>
          <Shell shell={shell} restart={restart} updates={updates} tellMoment={tellMoment} />
        </NoticeProvider>
      </TillProvider>
    </ErrorBoundary>
  );
}

const nobodyAsks = (): void => undefined;

type ShellProps = {
  shell: ShellStore;
  restart: () => void;
  updates: UpdatePort;
  tellMoment: TellMoment;
};

/** Header, the screen that the phase asks for, and what lies over it. */
function Shell({ shell, restart, updates, tellMoment }: ShellProps) {
  const phase = useTillView((view) => view.phase);
  const refund = useTillView((view) => view.refund);
  const { isPaying, over, dialog, scanned } = useStore(shell);
  const pay = usePayment();
  useScanner(shell);
  useAutoLock(shell);
  useSpokenBasket();
  useToldMoment(tellMoment);
  useLook(shell);
  const language = useSpokenLanguage(shell);
  useLeaveWithPhase(shell, phase.at);
  usePaymentAgain(shell, phase.at);
  const show = (next: ShellState['over']) => () => shell.setState({ over: next });
  const showKeys = (): void => shell.setState({ dialog: 'keys' });
  useKeys({ F1: showKeys });

  const alarms = (
    <>
      <OldShiftStrip onClose={show('close')} />
      <AlarmStrip />
    </>
  );
  const isSelling = phase.at === 'selling' && over === undefined;
  const isFree = !isPaying && over === undefined && dialog === undefined;
  let screen: ReactNode;
  if (refund.at !== 'none' && phase.at === 'selling') screen = <RefundScreen refund={refund} />;
  else if (over === 'sync') screen = <SyncScreen onBack={show(undefined)} />;
  else if (over === 'close') {
    screen = (
      <Suspense fallback={<main className="is-loading" />}>
        <CloseScreen onBack={show(undefined)} />
      </Suspense>
    );
  } else if (over === 'receipts') {
    const leave = (): void => shell.setState({ over: undefined, scanned: undefined });
    screen = <ReceiptsScreen scanned={scanned} onBack={leave} />;
  } else if (over === 'quick-keys') screen = <QuickKeysScreen onBack={show(undefined)} />;
  else {
    screen = (
      <PhaseScreen
        phase={phase}
        alarms={alarms}
        pay={isPaying ? pay.once : undefined}
        onPay={() => shell.setState({ isPaying: true })}
        onBackToSale={() => shell.setState({ isPaying: false })}
        onQuickCash={pay.exactly}
        onSync={show('sync')}
        onReceipts={show('receipts')}
        onQuickKeys={show('quick-keys')}
        onDrawer={(what) => shell.setState(what === 'close' ? { over: 'close' } : { dialog: what })}
        onRestart={restart}
      />
    );
  }
  return (
    <I18nProvider locale={language}>
      <div className="shell">
        <Header
          update={<UpdateKey updates={updates} isFree={isFree} restart={restart} />}
          onSync={show('sync')}
          onKeys={showKeys}
        />
        <TrainingBand />
        {screen}
        {isSelling ? undefined : alarms}
        <ShellDialogs shell={shell} at={phase.at} />
        <LiveRegion />
      </div>
    </I18nProvider>
  );
}

/** One payment at a time for the tender panel and the exact-cash key together. */
function usePayment() {
  const till = useTill();
  const told = useTold();
  return useMemo(() => {
    const once = createPayOnce(till);
    const exactly = (): void => void told(once(till.view().basket.cashDue));
    return { once, exactly };
  }, [till, told]);
}

/** A sale that is part paid, or with a card payment open, comes back with its payment, as after a power cut. */
function usePaymentAgain(shell: ShellStore, at: string): void {
  const isPartPaid = useTillView(
    ({ basket, card }) =>
      basket.tenders.length > 0 || (card.at !== 'none' && card.at !== 'ready' && !card.isRefund),
  );
  useEffect(() => {
    if (at === 'selling' && isPartPaid) shell.setState({ isPaying: true });
  }, [shell, at, isPartPaid]);
}

/** A new phase leaves the tender panel, and what was told before no longer fits. */
function useLeaveWithPhase(shell: ShellStore, at: string): void {
  const notices = useNoticeStore();
  useEffect(() => {
    if (at !== 'selling') shell.setState({ isPaying: false });
    clearNotice(notices);
  }, [shell, notices, at]);
}
