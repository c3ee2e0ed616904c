import { QuickKeysAnswer } from '../../../contracts/quick-keys.ts';
import { parseJson } from '../../../contracts/parse.ts';
import type { QuickPageVersion } from '../../../domain/quick-keys/quick-page.ts';
import { hits } from '../catalogue/article-hits.ts';
import type { SignOff } from '../people/sign-off.ts';
import type { Seller } from '../selling/copy-desk.ts';
import type { TillCore } from '../till-core.ts';
import { QuickKeysDesk } from './quick-keys-desk.ts';

const NAME = 'quick-keys';
/** Other tills' pages are looked for this often, and whenever somebody signs in or edits them. */
const REFRESH_MS = 300_000;

/** The desk for this store's quick keys, over its database and the site in use. */
export function openQuickKeysDesk(
  core: TillCore,
  till: { readonly seller: Seller | undefined; readonly signOff: SignOff },
  changed: (revision: number) => void,
): QuickKeysDesk {
  const { db, wire, runner, identity, catalogue, committer } = core;
  const desk = new QuickKeysDesk({
    till: identity.till,
    // Written by this desk alone.
    load: async () => ((await db.one.get(NAME))?.value ?? []) as QuickPageVersion[],
    keep: async (versions) => void (await db.one.put({ name: NAME, value: versions })),
    row: (versions) => ({ name: NAME, value: versions }),
    fetch: async () => {
      const said = await wire.ask(runner.state.current, '/v1/store/quick-keys');
      const answer = said?.status === 200 ? parseJson(QuickKeysAnswer, said.text) : undefined;
      return answer?.region === identity.region ? answer.pages : undefined;
    },
    commit: (fact) => committer.commit(fact),
    seller: () => till.seller,
    may: (approver) => till.signOff.may([{ action: 'edit-quick-keys' }], approver),
    hit: (article) => {
      const entry = catalogue.index.article(article);
      return entry && hits(catalogue.index, [entry], wire.correctedMs())[0];
    },
    correctedMs: () => Math.floor(wire.correctedMs()),
    changed,
  });
  setInterval(() => void desk.refresh(), REFRESH_MS);
  return desk;
}
