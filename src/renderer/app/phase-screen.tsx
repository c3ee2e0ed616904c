import { Activity, type ReactNode } from 'react';
import { unreachable } from '../../domain/assert.ts';
import { EnrolScreen } from '../features/enrol/enrol-screen.tsx';
import { PayPanel } from '../features/pay/pay-panel.tsx';
import { SellScreen } from '../features/sell/sell-screen.tsx';
import { OpenShiftScreen } from '../features/shift/open-shift-screen.tsx';
import { SuspendedScreen } from '../features/shift/suspended-screen.tsx';
import { SignInScreen } from '../features/sign-in/sign-in-screen.tsx';
import { SoldScreen } from '../features/sold/sold-screen.tsx';
import { StartingScreen } from '../features/starting/starting-screen.tsx';
import { UnusableScreen } from '../features/starting/unusable-screen.tsx';
import type { DrawerPart } from '../shared/close-api.ts';
import type { PayAnswer } from '../shared/pay-once.ts';
import type { Phase } from '../shared/till-api.ts';

type PhaseScreenProps = {
  phase: Phase;
  alarms: ReactNode;
  /** Set while the tender panel is open. */
  pay: ((tendered: number) => Promise<PayAnswer>) | undefined;
  onPay: () => void;
  onBackToSale: () => void;
  onQuickCash: () => void;
  onSync: () => void;
  onReceipts: () => void;
  onQuickKeys: () => void;
  onDrawer: (what: DrawerPart) => void;
  onRestart: () => void;
};

/** The one place that knows every screen. */
export function PhaseScreen(props: PhaseScreenProps) {
  const { phase, pay } = props;
  switch (phase.at) {
    case 'starting':
      return <StartingScreen phase={phase} />;
    case 'enrol':
      return <EnrolScreen phase={phase} />;
    case 'unusable':
      return <UnusableScreen reason={phase.reason} next={phase.next} onRestart={props.onRestart} />;
    case 'signed-out':
      return <SignInScreen />;
    case 'no-shift':
      return (
        <OpenShiftScreen
          onStoreDay={() => props.onDrawer('store-day')}
          onClose={() => props.onDrawer('close')}
        />
      );
    case 'suspended':
      return <SuspendedScreen phase={phase} />;
    case 'selling':
    case 'sold':
      return (
        <>
          {/* Put aside, not taken down: to build its tiles anew for each customer takes longer
              than the sale itself. */}
          <Activity mode={phase.at === 'selling' ? 'visible' : 'hidden'}>
            <SellScreen
              panel={
                pay === undefined ? undefined : <PayPanel pay={pay} onBack={props.onBackToSale} />
              }
              below={phase.at === 'selling' ? props.alarms : undefined}
              onPay={props.onPay}
              onSync={props.onSync}
              onReceipts={props.onReceipts}
              onQuickKeys={props.onQuickKeys}
              onDrawer={props.onDrawer}
              onQuickCash={props.onQuickCash}
            />
          </Activity>
          {phase.at === 'sold' ? <SoldScreen sale={phase.sale} /> : undefined}
        </>
      );
    default:
      return unreachable(phase);
  }
}
