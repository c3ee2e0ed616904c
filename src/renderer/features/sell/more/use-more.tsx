import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { KeyActions } from '../../../shared/keys/use-keys.ts';
import type { BasketView } from '../../../shared/till-api.ts';
import { useTold } from '../../../shared/notices.tsx';
import { useTill, useTillView } from '../../../shared/till-context.tsx';
import { NoReceiptDialog } from '../../../shared/no-receipt/no-receipt-dialog.tsx';
import { PriceCheckDialog } from '../asks/price-check-dialog.tsx';
import { CustomerDialog } from '../customer/customer-dialog.tsx';
import { ParkDialog } from '../parking/park-dialog.tsx';
import { ParkedDialog } from '../parking/parked-dialog.tsx';
import type { DrawerPart } from '../../../shared/close-api.ts';
import type { TermsAsk } from '../terms/terms-ask.ts';
import { TrainingDialog } from './training-dialog.tsx';
import { DrawerDialog } from './drawer-dialog.tsx';
import { LoadGiftCard } from './load-gift-card.tsx';
import { MoreDialog, type MoreChoice } from './more-dialog.tsx';
import { say } from '../../../shared/words/say.ts';

type More =
  | 'more'
  | 'customer'
  | 'price-check'
  | 'park'
  | 'parked'
  | 'drawer'
  | 'training'
  | 'gift-card'
  | 'no-receipt';

/** What stands behind the key More: its keys, and the dialog that is open of it. */
export function useMore(
  onTerms: (ask: TermsAsk) => void,
  onQuickKeys: () => void,
  onDrawer: (what: DrawerPart) => void,
) {
  const [open, setOpen] = useState<More>();
  const client = useTill();
  const told = useTold();
  const terms = useTillView((view) => view.basket.terms);
  const isEmpty = useTillView((view) => view.basket.lines.length === 0);
  const parked = useTillView((view) => view.parkedSales);
  const isTraining = useTillView((view) => view.training !== undefined);
  const hasGiftCards = useTillView((view) => view.till?.giftCards !== undefined);
  const close = (): void => setOpen(undefined);
  const openMore = useCallback((): void => setOpen('more'), []);
  // The screen is put aside between sales: nothing of it stays open.
  useEffect(() => () => setOpen(undefined), []);
  const keys: KeyActions = {
    F5: openMore,
    'Ctrl+u': () => setOpen('customer'),
    'Ctrl+p': () => setOpen('price-check'),
    'Ctrl+k': () => setOpen(isEmpty ? 'parked' : 'park'),
  };

  function ask(about: 'basket-discount' | 'exempt' | 'note'): () => void {
    return () => {
      close();
      onTerms({ about });
    };
  }

  function takeBack(what: 'member' | 'coupons'): () => void {
    return () => {
      close();
      void told(client.call('take-back-cards', { what }));
    };
  }

  const sale = ofTheSale({ terms, isEmpty, isTraining }, { ask, takeBack, open: setOpen });
  const till: MoreChoice[] = [
    {
      words: say('Parked sales'),
      now: parked === 0 ? '' : String(parked),
      ...(isEmpty ? { keyCap: 'Ctrl+K' } : {}),
      onPress: () => setOpen('parked'),
    },
    { words: say('Price check'), keyCap: 'Ctrl+P', onPress: () => setOpen('price-check') },
    ...besideSales({ isTraining, isEmpty }, setOpen, () => {
      close();
      onQuickKeys();
    }),
  ];
  if (hasGiftCards)
    till.push({
      words: say('Gift card'),
      isDisabled: isTraining,
      onPress: () => setOpen('gift-card'),
    });

  const onDrawerOf = (what: DrawerPart): void => {
    close();
    onDrawer(what);
  };
  return {
    keys,
    open: openMore,
    dialog: dialogOf(open, {
      sale,
      till,
      drawer: ofTheDrawer({ isTraining, isEmpty }, setOpen, onDrawerOf, () => {
        close();
        void told(client.call('suspend-shift', {}));
      }),
      close,
    }),
  };
}

type SaleActs = {
  ask: (about: 'basket-discount' | 'exempt' | 'note') => () => void;
  takeBack: (what: 'member' | 'coupons') => () => void;
  open: (what: More) => void;
};

/** What is done to the whole sale. */
function ofTheSale(
  at: { terms: BasketView['terms']; isEmpty: boolean; isTraining: boolean },
  { ask, takeBack, open }: SaleActs,
): MoreChoice[] {
  const { terms, isEmpty, isTraining } = at;
  const sale: MoreChoice[] = [
    { words: say('Discount'), now: terms.discount, onPress: ask('basket-discount') },
    { words: say('Tax exempt'), now: terms.taxExempt, onPress: ask('exempt') },
    { words: say('Note'), now: terms.note, onPress: ask('note') },
    {
      words: say('Park'),
      keyCap: 'Ctrl+K',
      isDisabled: isTraining,
      onPress: () => open('park'),
    },
  ].map((choice) => ({ ...choice, isDisabled: isEmpty || choice.isDisabled === true }));
  sale.push({ words: say('Customer'), keyCap: 'Ctrl+U', onPress: () => open('customer') });
  if (terms.member !== '')
    sale.push({
      words: say('Take the member card off'),
      now: `… ${terms.member}`,
      onPress: takeBack('member'),
    });
  if (terms.coupons > 0)
    sale.push({
      words: say('Take the coupons off'),
      now: String(terms.coupons),
      onPress: takeBack('coupons'),
    });
  return sale;
}

/** What a till does beside selling; training and the store's pages want no sale open. */
function besideSales(
  { isTraining, isEmpty }: { isTraining: boolean; isEmpty: boolean },
  open: (what: More) => void,
  onQuickKeys: () => void,
): MoreChoice[] {
  return [
    { words: say('Return without a receipt'), onPress: () => open('no-receipt') },
    { words: say('Change quick keys'), isDisabled: isTraining || !isEmpty, onPress: onQuickKeys },
    {
      words: isTraining ? say('End training') : say('Training'),
      isDisabled: !isTraining && !isEmpty,
      onPress: () => open('training'),
    },
  ];
}

/** The drawer's cash; practised it is not. */
function ofTheDrawer(
  { isTraining, isEmpty }: { isTraining: boolean; isEmpty: boolean },
  open: (what: More) => void,
  ask: (what: DrawerPart) => void,
  suspend: () => void,
): MoreChoice[] {
  return [
    { words: say('Open the drawer'), isDisabled: isTraining, onPress: () => open('drawer') },
    { words: say('Cash in or out'), isDisabled: isTraining, onPress: () => ask('cash-move') },
    { words: say('X report'), isDisabled: isTraining, onPress: () => ask('x-report') },
    { words: say('Z reports'), isDisabled: isTraining, onPress: () => ask('zs') },
    {
      words: say('Suspend the shift'),
      isDisabled: isTraining || !isEmpty,
      onPress: suspend,
    },
    { words: say('Close the shift'), isDisabled: isTraining, onPress: () => ask('close') },
    { words: say('The store’s day'), isDisabled: isTraining, onPress: () => ask('store-day') },
  ];
}

function dialogOf(
  open: More | undefined,
  { close, ...choices }: Record<'sale' | 'till' | 'drawer', MoreChoice[]> & { close: () => void },
): ReactNode {
  switch (open) {
    case 'more':
      return <MoreDialog {...choices} onClose={close} />;
    case 'customer':
      return <CustomerDialog onClose={close} />;
    case 'price-check':
      return <PriceCheckDialog onClose={close} />;
    case 'park':
      return <ParkDialog onClose={close} />;
    case 'parked':
      return <ParkedDialog onClose={close} />;
    case 'drawer':
      return <DrawerDialog onClose={close} />;
    case 'training':
      return <TrainingDialog onClose={close} />;
    case 'no-receipt':
      return (
        <NoReceiptDialog leaveWords={say('Back to the sale')} onPaid={close} onClose={close} />
      );
    case 'gift-card':
      return <LoadGiftCard onClose={close} />;
    case undefined:
      return undefined;
  }
}
