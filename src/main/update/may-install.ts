/** An update that waits to be installed, and what the till still has to send. */
export type InstallAsk = {
  /** Sales that some required site has not confirmed, parked ones included. */
  waiting: number;
  /** Back to the build before: it is the way out of a bad build, and never waits. */
  isRollback: boolean;
};

export type InstallWord = { ok: true } | { ok: false; kind: 'sales-wait'; next: string };

/** Forward installs wait for an empty outbox, a rollback never does (D25). */
export function mayInstall({ waiting, isRollback }: InstallAsk): InstallWord {
  if (waiting === 0 || isRollback) return { ok: true };
  const sales = waiting === 1 ? '1 sale is' : `${waiting} sales are`;
  const next = `${sales} not at head office yet; the update is installed once they are.`;
  return { ok: false, kind: 'sales-wait', next };
}
