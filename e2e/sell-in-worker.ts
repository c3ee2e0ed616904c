import type { Page } from '@playwright/test';

type Answer = { id: number; ok: boolean; answer?: { ok?: boolean } };
type Scope = EventTarget & { postMessage(message: { answer?: Answer }, transfer?: unknown): void };

/**
 * Sells one piece a sale, in turn of these codes, through the till worker's own message channel:
 * the same `scan` and `pay-cash` that the keys send, as fast as the worker commits.
 */
export async function sellInWorker(page: Page, gtins: string[], sales: number): Promise<void> {
  const worker = page.workers().find((w) => !w.url().includes('journal'));
  if (worker === undefined) throw new Error('the page has no till worker');
  await worker.evaluate(
    async ([codes, count]) => {
      const scope = globalThis as unknown as Scope;
      const post = scope.postMessage.bind(scope);
      const waiting = new Map<number, (answer: Answer) => void>();
      scope.postMessage = (message, transfer) => {
        const heard = waiting.get(message.answer?.id ?? -1);
        if (heard === undefined || message.answer === undefined) post(message, transfer);
        else heard(message.answer);
      };
      // Far from the ids that the page's own calls have.
      let id = 1_000_000_000;
      const ask = async (command: string, arg: unknown): Promise<void> => {
        id += 1;
        const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
        scope.dispatchEvent(new MessageEvent('message', { data: { call: { id, command, arg } } }));
        const { ok, answer } = await answered;
        if (!ok || answer?.ok !== true) throw new Error(`${command}: ${JSON.stringify(answer)}`);
      };
      for (let n = 0; n < count; n++) {
        await ask('scan', { code: codes[n % codes.length] });
        await ask('pay-cash', { tendered: 5000 });
      }
      scope.postMessage = post;
    },
    [gtins, sales] as const,
  );
}
