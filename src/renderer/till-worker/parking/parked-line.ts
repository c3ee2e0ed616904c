import {
  StoreParkedAnswer,
  ParkedAskAnswer,
  type ParkedAsk,
} from '../../../contracts/parked-baskets.ts';
import { parseJson } from '../../../contracts/parse.ts';
import type { WireClient } from '../wire-client.ts';

/** What sites say of the store's parked baskets; undefined where one says nothing of use. */
export type ParkedLine = {
  list: (site: string) => Promise<StoreParkedAnswer | undefined>;
  /** `unknown`: nothing of the kind is parked there, as far as the site knows. */
  ask: (site: string, ask: ParkedAsk) => Promise<'asked' | 'unknown' | undefined>;
};

const PATH = '/v1/store/parked';

export function parkedLine(
  wire: Pick<WireClient, 'ask' | 'askWith'>,
  { region }: { region: string },
): ParkedLine {
  return {
    async list(site) {
      const said = await wire.ask(site, PATH);
      const answer = said && parseJson(StoreParkedAnswer, said.text);
      return answer?.region === region ? answer : undefined;
    },
    async ask(site, ask) {
      const said = await wire.askWith(site, `${PATH}/ask`, ask);
      if (said?.status === 404) return 'unknown';
      const answer = said && parseJson(ParkedAskAnswer, said.text);
      return answer?.region === region ? 'asked' : undefined;
    },
  };
}
