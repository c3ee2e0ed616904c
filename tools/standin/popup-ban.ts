import type { CdpPipe } from './cdp-pipe.ts';

type Attached = { sessionId: string; targetInfo: { targetId: string; openerId?: string } };

/**
 * Closes every page that another page opened, before it sends a byte: each new target is held at
 * its start, ours are let go, a popup is closed. `window.open` itself is refused in the page;
 * this stops links and forms with a target, and whatever else finds a way.
 */
export async function banPopups(cdp: CdpPipe): Promise<void> {
  cdp.listen('', (method, params) => {
    if (method !== 'Target.attachedToTarget') return;
    const { sessionId, targetInfo } = params as Attached;
    const { targetId, openerId } = targetInfo;
    // A target that is already gone needs neither.
    const ignore = (): undefined => undefined;
    if (openerId) return void cdp.send('Target.closeTarget', { targetId }).catch(ignore);
    void cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(ignore);
  });
  await cdp.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}
