import type { CDPSession, Page } from '@playwright/test';

const MB = 1024 * 1024;

/** What page and workers hold after a collection, each in MB. */
export async function heapUse(page: Page): Promise<{ page: number; workers: number }> {
  const cdp = await page.context().newCDPSession(page);
  try {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const workers = await Promise.all((await workersOf(cdp)).map((id) => usedBy(cdp, id)));
    return { page: usedSize / MB, workers: workers.reduce((sum, used) => sum + used, 0) / MB };
  } finally {
    await cdp.detach();
  }
}

/** Sessions of the page's workers; they are told of one by one as we ask to be attached. */
async function workersOf(cdp: CDPSession): Promise<string[]> {
  const sessions: string[] = [];
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') sessions.push(sessionId);
  });
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return sessions;
}

async function usedBy(cdp: CDPSession, sessionId: string): Promise<number> {
  await ask(cdp, sessionId, 1, 'HeapProfiler.collectGarbage');
  return (await ask(cdp, sessionId, 2, 'Runtime.getHeapUsage')).usedSize ?? Number.NaN;
}

async function ask(
  cdp: CDPSession,
  sessionId: string,
  id: number,
  method: string,
): Promise<{ usedSize?: number }> {
  const answered = new Promise<{ usedSize?: number }>((resolve) => {
    cdp.on('Target.receivedMessageFromTarget', (heard) => {
      const said = JSON.parse(heard.message) as { id?: number; result?: { usedSize?: number } };
      if (heard.sessionId === sessionId && said.id === id) resolve(said.result ?? {});
    });
  });
  const message = JSON.stringify({ id, method });
  await cdp.send('Target.sendMessageToTarget', { sessionId, message });
  return answered;
}
