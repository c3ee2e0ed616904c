import type { expect as Expect } from 'vitest';
import { tcpTerminal } from '../../src/main/terminal/tcp-terminal.ts';
import {
  testPayDesk,
  type TestTill,
} from '../../src/renderer/till-worker/paying/testing-pay-desk.ts';

/** Silence that is too long for a terminal here, ms. */
const PATIENCE_MS = 150;
/** A busy machine takes its time. */
export const WAIT = { timeout: 10_000 };

/** A till whose basket costs 13.53, with the simulator at this port as its terminal. */
export function cardTill(port: number, more: TestTill = {}) {
  const terminal = tcpTerminal({ host: '127.0.0.1', port, patienceMs: PATIENCE_MS });
  const opened = testPayDesk({ terminal, ...more });
  if (opened.desk.basket.lines.length === 0) opened.desk.scan('100');
  return { ...opened, terminal };
}
export type CardTill = ReturnType<typeof cardTill>;

/** Type and amount of each tender of each sale. */
export const tendersOf = (opened: CardTill) =>
  opened.sales.map(({ tenders }) => tenders.map(({ type, amount }) => [type, amount]));

/** Waits until the till shows this of its card payment. */
export const showing = (expect: typeof Expect) => (opened: CardTill, at: string) =>
  expect.poll(() => opened.card()?.at, WAIT).toBe(at);
