import type { MainHost } from '../main-host.ts';
import { tcpTerminal } from './tcp-terminal.ts';
import { readTerminalSetting } from './terminal-setting.ts';

/** Answers `terminal.ask`. What a terminal says is never logged: only what became of the question. */
export function registerTerminal(host: Pick<MainHost, 'ipc' | 'env' | 'log'>): void {
  const setting = readTerminalSetting(host.env);
  if (!setting.ok) host.log.error('terminal.setting', { reason: setting.reason });
  const address = setting.ok ? setting.terminal : undefined;
  const terminal = address && tcpTerminal(address);
  host.ipc.handle('terminal.ask', async (question) => {
    if (terminal === undefined) return { ok: false, failure: 'no-terminal' };
    const heard = await terminal.ask(question);
    const came = heard.ok ? heard.answer.outcome : heard.failure;
    host.log.info('terminal.asked', { what: question.do, reference: question.reference, came });
    return heard;
  });
}
