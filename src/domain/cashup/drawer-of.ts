/** As much of an open shift as says whose drawer it is. */
export type OpenDrawer = {
  /** Who opened it. */
  readonly cashier: string;
  readonly openedMs: number;
  /** Of who opened it alone; everybody's where absent. */
  readonly drawer?: 'own';
};

/**
 * The open shift a cashier sells in (dom-Z9): the drawer of their own, else the one that is everybody's. A
 * shift ends as it began, whatever the store says meanwhile. Of two drawers of their own, as where one came
 * back from a lost machine, the one that was opened last goes on first.
 */
export function drawerOf<S extends OpenDrawer>(
  open: readonly S[],
  cashier: string | undefined,
): S | undefined {
  const own = open
    .filter((one) => one.drawer === 'own' && one.cashier === cashier)
    .toSorted((a, b) => b.openedMs - a.openedMs);
  return own[0] ?? open.find(({ drawer }) => drawer === undefined);
}
