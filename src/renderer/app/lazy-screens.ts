import { lazy } from 'react';

/** Seldom asked for: none of it is read before it is opened. */
export const CloseScreen = lazy(async () => {
  const { CloseScreen: default_ } = await import('../features/close/close-screen.tsx');
  return { default: default_ };
});

export const XDialog = lazy(async () => {
  const { XDialog: default_ } = await import('../features/close/x-dialog.tsx');
  return { default: default_ };
});

export const ZsDialog = lazy(async () => {
  const { ZsDialog: default_ } = await import('../features/close/zs-dialog.tsx');
  return { default: default_ };
});

export const StoreDayDialog = lazy(async () => {
  const { StoreDayDialog: default_ } = await import('../features/store-day/store-day-dialog.tsx');
  return { default: default_ };
});

export const CashMoveDialog = lazy(async () => {
  const { CashMoveDialog: default_ } = await import('../features/close/cash-move-dialog.tsx');
  return { default: default_ };
});
