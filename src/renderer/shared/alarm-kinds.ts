/**
 * Everything a till can alarm about, and whether money is at risk: then, and only then, the alarm is
 * red. The worker raises these kinds and no others; the screens colour them.
 */
export const ALARM_KINDS = {
  'journal-failed': { moneyAtRisk: true },
  'print-failed': { moneyAtRisk: false },
  'op-parked': { moneyAtRisk: false },
  'ops-refused': { moneyAtRisk: false },
  'wrong-identity': { moneyAtRisk: false },
  'not-authorised': { moneyAtRisk: false },
  'too-old': { moneyAtRisk: false },
  forked: { moneyAtRisk: false },
  'behind-server': { moneyAtRisk: false },
  'store-lost': { moneyAtRisk: false },
  'clone-suspected': { moneyAtRisk: false },
  'own-ops-forged': { moneyAtRisk: false },
  'sync-failed': { moneyAtRisk: false },
  'card-not-reversed': { moneyAtRisk: false },
  'card-not-paid': { moneyAtRisk: true },
  'basket-given': { moneyAtRisk: false },
  'basket-came': { moneyAtRisk: false },
  'basket-not-come': { moneyAtRisk: false },
  'basket-not-saved': { moneyAtRisk: false },
  'signing-failed': { moneyAtRisk: false },
  'news-old': { moneyAtRisk: false },
  'closings-differ': { moneyAtRisk: false },
} as const satisfies Record<string, { moneyAtRisk: boolean }>;

export type AlarmKind = keyof typeof ALARM_KINDS;
