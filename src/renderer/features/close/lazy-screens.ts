import { lazy } from 'react';

/** Seldom asked for: none of it is read before it is opened. */
export const CashMoveDialog = lazy(() => import('./cash-move-dialog.tsx'));
