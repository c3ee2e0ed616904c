import { openFaultyLine, type LineFault } from './line-faults.ts';
import { openSpeaker, type Certificate, type Heard, type SpokenFault } from './spoken-faults.ts';

export type Fault = LineFault | SpokenFault;

/** One site as its tills see it: a line that can break, and behind it a reader that can meddle. */
export type FaultProxy = {
  readonly url: string;
  /** Address of the site behind; set it once that is known. */
  target: string;
  /** Resolves once the fault is there. It replaces the one before it. */
  set(fault: Fault): Promise<void>;
  /** Shows another certificate from now on; resolves when all open connections have ended. */
  present(certificate: Certificate): Promise<void>;
  /** How often a fault did its work. */
  readonly struck: number;
  /** Requests that got past the line, and how they were answered. */
  readonly heard: readonly Heard[];
  close(): Promise<void>;
};

/** A proxy on a port of its own, over TLS where a certificate is given. */
export async function startFaultProxy(certificate?: Certificate): Promise<FaultProxy> {
  const speaker = await openSpeaker(certificate);
  const line = await openFaultyLine(speaker.port);
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${line.port}`,
    get target() {
      return speaker.target;
    },
    set target(url) {
      speaker.target = url;
    },
    async set(fault) {
      if (fault === 'lose-answers' || isSpoken(fault)) {
        await line.set('pass');
        speaker.fault = fault;
      } else {
        speaker.fault = 'pass';
        await line.set(fault);
      }
    },
    present(next) {
      speaker.present(next);
      return line.renew();
    },
    get struck() {
      return line.struck + speaker.struck;
    },
    heard: speaker.heard,
    async close() {
      await line.close();
      speaker.close();
    },
  };
}

function isSpoken(fault: Fault): fault is Exclude<SpokenFault, string> {
  if (typeof fault === 'string') return false;
  return 'refuse' in fault || 'answer' in fault || 'alter' in fault || 'send' in fault;
}
