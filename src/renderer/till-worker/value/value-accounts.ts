import { ValueAnswer, type ValueAsk } from '../../../contracts/stored-value.ts';
import { parseJson } from '../../../contracts/parse.ts';

/** A signed question with a body to a site; undefined where nobody answered in time. */
export type AskWithBody = (
  site: string,
  path: string,
  body: unknown,
) => Promise<{ status: number; text: string } | undefined>;

export type ValueAccountsPorts = {
  /** Every site of the region. */
  sites: () => readonly string[];
  region: string;
  currency: string;
  ask: AskWithBody;
};

/** `silent`: nobody answered. `wait`: a site did, and wants this till to wait. */
export type Said = { is: 'told'; account: ValueAnswer } | { is: 'silent' } | { is: 'wait' };

const PATH = '/v1/store/stored-value';
const SILENT: Said = { is: 'silent' };

/** Cards as head office keeps them. */
export class ValueAccounts {
  private readonly p: ValueAccountsPorts;
  /** What is being let go, by site and redemption; only until it is answered. */
  private readonly goes = new Map<string, Promise<unknown>>();

  constructor(p: ValueAccountsPorts) {
    this.p = p;
  }

  /**
   * Every till asks the same site first about the same card, while it can be reached: what is kept there
   * is known to all of them. Where it does not answer, or does not know the card (yet), the next one is asked.
   * A redemption without an amount lets go what is kept for it.
   */
  async ask(
    code: string,
    take?: { redemption?: string; amount?: number; face?: number },
  ): Promise<Said> {
    let best = SILENT;
    for (const site of this.sitesFor(code)) {
      const said = await this.askSite(site, { code, currency: this.p.currency, ...take });
      if (said.is === 'wait') return said;
      if (said.is === 'silent') continue;
      best = said;
      if (said.account.known) return said;
    }
    return best;
  }

  /**
   * At every site: one whose answer came too late, or was lost with a restart, keeps it too. Nobody waits
   * for it, but whoever asks for the same redemption again comes after it.
   */
  letGo(code: string, redemption: string): void {
    for (const site of this.sitesFor(code)) {
      const key = `${site} ${redemption}`;
      const body = { code, currency: this.p.currency, redemption };
      const gone: Promise<unknown> = this.askSite(site, body)
        .catch(() => SILENT)
        .finally(() => {
          if (this.goes.get(key) === gone) this.goes.delete(key);
        });
      this.goes.set(key, gone);
    }
  }

  private sitesFor(code: string): string[] {
    const sites = [...this.p.sites()].sort();
    const at = sites.length === 0 ? 0 : code.charCodeAt(0) % sites.length;
    return [...sites.slice(at), ...sites.slice(0, at)];
  }

  private async askSite(site: string, body: ValueAsk): Promise<Said> {
    const goes = this.goes.get(`${site} ${body.redemption ?? ''}`);
    if (goes !== undefined) await goes;
    const said = await this.p.ask(site, PATH, body);
    if (said?.status === 429) return { is: 'wait' };
    if (said?.status !== 200) return SILENT;
    const account = parseJson(ValueAnswer, said.text);
    return account === undefined || account.region !== this.p.region
      ? SILENT
      : { is: 'told', account };
  }
}
