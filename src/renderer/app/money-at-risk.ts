/** Beginnings of alarm kinds that put stored sales or money at risk; every other alarm is gold. */
const RISKS = ['journal', 'disk', 'store', 'database', 'chain', 'money'];

/** Whether an alarm may be red. */
export function isMoneyAtRisk(kind: string): boolean {
  return RISKS.some((risk) => kind.startsWith(risk));
}
