import { readFileSync } from 'node:fs';
import type { ConsoleMe } from '../../src/contracts/console.ts';
import { must } from '../../src/domain/assert.ts';
import { codeNow } from '../../tools/identity/people.ts';
import { cookieNames, sealedCookies } from '../src/features/console/sealed-cookies.ts';
import type { SharedPair, SharedSite } from './region-setup.ts';

type Answer = { status: number; body: unknown; headers: Headers };

/** As much of a browser as a sign-in needs: cookies by host, and redirects that can be looked at. */
export class ConsoleBrowser {
  readonly #site: SharedSite;
  readonly #pair: SharedPair;
  readonly #cookies = new Map<string, string>();

  constructor(pair: SharedPair, site: SharedSite) {
    this.#pair = pair;
    this.#site = site;
  }

  get cookie(): string {
    return this.#cookies.get(this.#name()) ?? '';
  }

  set cookie(text: string) {
    this.#cookies.set(this.#name(), text);
  }

  /** Signed in without the provider, as the site itself would seal it. */
  async become(me: Omit<ConsoleMe, 'expires_ms'>): Promise<this> {
    this.cookie = await sealedCookies(
      readFileSync(this.#site.keyFile, 'utf8'),
      Date.now,
    ).sealSession(me);
    return this;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(new URL(path, this.#site.url), {
      redirect: 'manual',
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie: this.#line() },
    });
    this.#keep(answer);
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      body: isJson ? JSON.parse(text) : text,
      headers: answer.headers,
    };
  }

  /** As the console's own page asks. */
  async post(path: string, body: unknown, from = 'same-origin'): Promise<Answer> {
    return this.ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': from },
      body: JSON.stringify(body),
    });
  }

  /** The whole way: to the provider, its form, and back. Resolves with where it ended. */
  async signIn(user: string, wrong: { password?: string; code?: string } = {}): Promise<string> {
    const begun = await this.ask('/console/sign-in?to=/console/fleet');
    let at = must(begun.headers.get('location'), 'a way to the provider');
    let form: URLSearchParams | undefined;
    for (let step = 0; step < 10; step += 1) {
      if (new URL(at, this.#pair.issuer).origin === new URL(this.#site.url).origin)
        return this.#back(at);
      const answer = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: this.#line() },
        ...(form === undefined ? {} : { method: 'POST', body: form }),
      });
      this.#keep(answer);
      const next = answer.headers.get('location');
      if (next === null) {
        if (form !== undefined)
          return `form: ${/role="alert">([^<]+)/.exec(await answer.text())?.[1]}`;
        const person = this.#pair.people.find((one) => one.user === user);
        form = new URLSearchParams({
          user,
          password: wrong.password ?? this.#pair.password,
          code: wrong.code ?? (person === undefined ? '000000' : codeNow(person, Date.now())),
        });
      } else {
        form = undefined;
        at = new URL(next, at).href;
      }
    }
    throw new Error(`lost on the way of the sign-in at ${at}`);
  }

  async #back(at: string): Promise<string> {
    const { headers } = await this.ask(at);
    return must(headers.get('location'), 'a way into the console');
  }

  #name(): string {
    return cookieNames(this.#site === this.#pair.a ? 'A' : 'B').session;
  }

  #line(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}
