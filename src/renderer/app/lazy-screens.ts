import { lazy } from 'react';

/** Seldom asked for: none of it is read before it is opened. */
export const CashMoveDialog = lazy(async () => {
  const { CashMoveDialog: default_ } = await import('../features/close/cash-move-dialog.tsx');
  return { default: default_ };
});
