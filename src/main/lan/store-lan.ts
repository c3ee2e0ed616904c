import type { LanDay, LanHeard } from '../../contracts/lan.ts';
import { askLan, type LanWaits } from './ask-lan.ts';
import { answerLan, DAY_TOPIC, lanQuestion, type LanTill } from './lan-exchange.ts';
import type { LanAddress } from './lan-setting.ts';

/** The store's LAN as one till sees it. */
export type StoreLan = {
  /** What this till tells of a day from now on. */
  tell(day: LanDay): void;
  /** The answer to a question that came in; undefined where who asks is none of us. */
  answer(question: string): Promise<string | undefined>;
  /** Asks every other till at once; one answer an address, in their order. */
  ask(day: string): Promise<LanHeard[]>;
};

/** Days that a till keeps telling of: the one that runs and those that a manager still closes. */
const MOST_DAYS = 7;

/** `till`: undefined while the machine is not enrolled. */
export function storeLan(
  others: readonly LanAddress[],
  till: () => LanTill | undefined,
  waits?: LanWaits,
): StoreLan {
  const days = new Map<string, LanDay>();
  return {
    tell(day) {
      days.set(day.day, day);
      for (const old of [...days.keys()].toSorted().slice(0, -MOST_DAYS)) days.delete(old);
    },
    async answer(question) {
      const me = till();
      return me && answerLan(me, DAY_TOPIC, question, ({ day }) => ofUs(me, days.get(day)));
    },
    async ask(day) {
      const me = till();
      return me === undefined
        ? []
        : Promise.all(others.map((other) => askOne(me, other, day, waits)));
    },
  };
}

/** What was told before the machine became another till is not its word. */
function ofUs({ credential }: LanTill, day: LanDay | undefined): LanDay | undefined {
  const isOurs = day?.store === credential.store && day.till === credential.till;
  return isOurs ? day : undefined;
}

async function askOne(
  till: LanTill,
  other: LanAddress,
  day: string,
  waits: LanWaits | undefined,
): Promise<LanHeard> {
  const address = `${other.host}:${other.port}`;
  const { body, read } = lanQuestion(till, DAY_TOPIC, { day });
  const heard = await askLan(other, DAY_TOPIC.path, body, waits);
  const told = heard.ok ? await read(heard.text) : heard;
  return told.ok
    ? { ok: true, address, day: told.word }
    : { ok: false, address, failure: told.failure };
}
