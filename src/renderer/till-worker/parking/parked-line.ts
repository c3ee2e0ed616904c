import {
  ParkedAskAnswer,
  ParkedAskedAnswer,
  ParkedHandedAnswer,
  StoreParkedAnswer,
  type ParkedAsk,
} from '../../../contracts/parked-baskets.ts';
import { parseJson } from '../../../contracts/parse.ts';
import { POLL_MS, type WireClient } from '../wire-client.ts';

/** What sites say of the store's parked baskets; undefined where one says nothing of use. */
export type ParkedLine = {
  list: (site: string) => Promise<StoreParkedAnswer['parked'] | undefined>;
  /** Of what was asked for under these ids: what was handed to this till. */
  handed: (
    site: string,
    hands: readonly string[],
  ) => Promise<ParkedHandedAnswer['handed'] | undefined>;
  /** What other tills ask this one for. */
  asked: (site: string) => Promise<ParkedAskedAnswer['asked'] | undefined>;
  /** `unknown`: nothing of the kind is parked there, as far as the site knows. */
  ask: (site: string, ask: ParkedAsk) => Promise<'asked' | 'unknown' | undefined>;
};

const PATH = '/v1/store/parked';

export function parkedLine(
  wire: Pick<WireClient, 'ask' | 'askWith'>,
  { region }: { region: string },
): ParkedLine {
  const ours = <A extends { region: string }>(answer: A | undefined): A | undefined =>
    answer?.region === region ? answer : undefined;
  return {
    async list(site) {
      const said = await wire.ask(site, PATH, POLL_MS);
      return ours(said && parseJson(StoreParkedAnswer, said.text))?.parked;
    },
    async handed(site, hands) {
      const said = await wire.ask(site, `${PATH}/handed?hands=${hands.join(',')}`, POLL_MS);
      return ours(said && parseJson(ParkedHandedAnswer, said.text))?.handed;
    },
    async asked(site) {
      const said = await wire.ask(site, `${PATH}/asked`, POLL_MS);
      return ours(said && parseJson(ParkedAskedAnswer, said.text))?.asked;
    },
    async ask(site, ask) {
      const said = await wire.askWith(site, `${PATH}/ask`, ask, POLL_MS);
      if (said?.status === 404) return 'unknown';
      return ours(said && parseJson(ParkedAskAnswer, said.text)) && 'asked';
    },
  };
}
