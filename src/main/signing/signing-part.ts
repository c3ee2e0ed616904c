import type { MainHost } from '../main-host.ts';
import { readSigningSetting } from './signing-setting.ts';
import { tcpSigningDevice } from './tcp-signing-device.ts';

/** Answers `signing.ask`. Of what is signed nothing is logged: only what became of the question. */
export function registerSigning(host: Pick<MainHost, 'ipc' | 'env' | 'log'>): void {
  const setting = readSigningSetting(host.env);
  if (!setting.ok) host.log.error('signing.setting', { reason: setting.reason });
  const address = setting.ok ? setting.device : undefined;
  const device = address && tcpSigningDevice(address);
  host.ipc.handle('signing.ask', async (question) => {
    if (device === undefined) return { ok: false, failure: 'no-device' };
    const heard = await device.ask(question);
    const came = heard.ok ? heard.answer.outcome : heard.failure;
    host.log.info('signing.asked', { what: question.do, reference: question.reference, came });
    return heard;
  });
}
