import type { LanBuildAsk, LanBuildWord } from '../../contracts/lan-build.ts';
import { LAN_PIECE_BYTES } from '../../contracts/lan-build.ts';
import { askLan, type LanWaits } from '../lan/ask-lan.ts';
import { answerLan, BUILD_TOPIC, lanQuestion, type LanTill } from '../lan/lan-exchange.ts';
import type { LanAddress } from '../lan/lan-setting.ts';
import type { BuildShelf } from './build-shelf.ts';

export type LanBuildsPorts = {
  /** Undefined while the machine is not enrolled. */
  till: () => LanTill | undefined;
  others: readonly LanAddress[];
  shelf: Pick<BuildShelf, 'wholeOf' | 'read'>;
  /** Nobody is in a sale here: pieces may be given. */
  isFree: () => boolean;
  nap: (ms: number) => Promise<void>;
  now: () => number;
  random: () => number;
  waits?: LanWaits;
};

/** All that this till gives, to however many, bytes a second: a fraction of what a store's switch carries. */
const GIVEN_PER_SECOND = 4 * 1024 * 1024;
/** So long a till waits for another that gets no further, ms; then head office is asked. */
const PATIENCE_MS = 60_000;
/** However well the other gets on: no build is waited for longer, ms. */
const LONGEST_MS = 600_000;
/** A wait of so long ago is over, ms: whoever wants the file again waits anew. */
const FORGOTTEN_MS = 3_600_000;
/** Between two questions while it waits, ms; as much again at random. */
const PAUSE_MS = 500;

type Doing = { hash: string; state: 'wanting' | 'fetching'; held: number };
/** How a till waits for a file, over however many fetches of it that news broke off. */
type Wait = { hash: string; sinceMs: number; untilMs: number; held: number };
type Heard = { at: LanAddress; word: LanBuildWord };

const nameOf = ({ host, port }: LanAddress): string => `${host}:${port}`;

/**
 * Builds between the tills of a store, so that one of them brings each from head office (UPD9). A till that
 * wants a file takes it from one that has it; else it waits for one that is bringing it, or that wants it
 * too and has a lower number; else it is the one that brings it. Each wait has an end, and then head office
 * is asked. Pure but for what it remembers and the questions it puts.
 */
export class LanBuilds {
  private readonly p: LanBuildsPorts;
  private doing: Doing | undefined;
  private waits: Wait | undefined;
  private giver: LanAddress | undefined;
  /** Those that failed in this fetch. */
  private tired = new Set<string>();
  /** Those that gave bytes in this fetch. */
  private gave = new Set<string>();
  /** Those that gave wrong bytes, by file. */
  private readonly left = new Map<string, Set<string>>();
  /** Until then everything that may be given was given. */
  private givenUntil = 0;

  constructor(p: LanBuildsPorts) {
    this.p = p;
  }

  /** The answer to a question from the LAN; undefined where who asks is none of us. */
  async answer(question: string): Promise<string | undefined> {
    const me = this.p.till();
    return me && answerLan(me, BUILD_TOPIC, question, (ask) => this.wordOf(me, ask));
  }

  /** From now on this till wants that file. */
  begin(hash: string): void {
    this.doing = { hash, state: 'wanting', held: 0 };
    const now = this.p.now();
    // Each price pokes: a wait that began anew then would have no end.
    if (this.waits?.hash !== hash || now - this.waits.sinceMs > FORGOTTEN_MS)
      this.waits = { hash, sinceMs: now, untilMs: now + PATIENCE_MS, held: -1 };
    this.giver = undefined;
    this.tired = new Set();
    this.gave = new Set();
  }

  /** All of it came; or not, and it is fetched on later. */
  end(didCome: boolean): void {
    this.doing = undefined;
    if (didCome) this.waits = undefined;
  }

  /** A piece from another till; undefined: head office is to be asked, or `isStale` said to stop. */
  async piece(
    from: number,
    bytes: number,
    isStale: () => boolean,
  ): Promise<Uint8Array | undefined> {
    const { doing, waits: wait } = this;
    const me = this.p.till();
    if (doing === undefined || wait === undefined || me === undefined || bytes > LAN_PIECE_BYTES)
      return undefined;
    doing.held = from;
    while (doing.state === 'wanting' && !isStale()) {
      const given = await this.fromGiver(me, doing, from, bytes);
      if (given instanceof Uint8Array) {
        wait.untilMs = this.p.now() + PATIENCE_MS;
        return given;
      }
      if (given === 'look') {
        const isHopeless = await this.lookRound(me, doing, from, wait);
        if (isHopeless) doing.state = 'fetching';
        if (isHopeless || this.giver !== undefined) continue;
      }
      if (this.p.now() >= Math.min(wait.untilMs, wait.sinceMs + LONGEST_MS))
        doing.state = 'fetching';
      else await this.p.nap(PAUSE_MS * (1 + this.p.random()));
    }
    return undefined;
  }

  /** What was fetched is not what its hash says: whoever of the store gave of it is left. How many did. */
  wrong(hash: string): number {
    const left = this.left.get(hash) ?? new Set();
    for (const name of this.gave) left.add(name);
    this.left.set(hash, left);
    return this.gave.size;
  }

  private async fromGiver(
    me: LanTill,
    { hash }: Doing,
    from: number,
    bytes: number,
  ): Promise<Uint8Array | 'wait' | 'look'> {
    const { giver } = this;
    if (giver === undefined) return 'look';
    const word = await this.ask(me, giver, { hash, from, bytes });
    const piece = Buffer.from(word?.piece ?? '', 'base64url');
    if (word?.state === 'whole' && piece.length === bytes) {
      this.gave.add(nameOf(giver));
      return new Uint8Array(piece);
    }
    if (word?.state === 'busy') return 'wait';
    // Gone, or it has it no more: another may.
    this.tired.add(nameOf(giver));
    this.giver = undefined;
    return 'look';
  }

  /** Asks all others how they stand; true: nobody has it and nobody is before this till. */
  private async lookRound(
    me: LanTill,
    { hash }: Doing,
    from: number,
    wait: Wait,
  ): Promise<boolean> {
    const left = this.left.get(hash);
    const asked = this.p.others.filter((one) => {
      const name = nameOf(one);
      return left?.has(name) !== true && !this.tired.has(name);
    });
    const words = await Promise.all(
      asked.map(async (at) => ({ at, word: await this.ask(me, at, { hash, from, bytes: 0 }) })),
    );
    const heard = words.flatMap(({ at, word }): Heard[] => (word ? [{ at, word }] : []));
    const having = (state: string): Heard[] => heard.filter(({ word }) => word.state === state);
    const holders = having('whole').length > 0 ? having('whole') : having('busy');
    // Any of them, so that one is not asked by all.
    this.giver = holders[Math.floor(this.p.random() * holders.length)]?.at;
    if (this.giver !== undefined) return false;
    const { till } = me.credential;
    const before = [
      ...having('fetching'),
      ...having('wanting').filter(({ word }) => word.till < till),
    ];
    const held = before.reduce((sum, { word }) => sum + word.held, 0);
    if (held > wait.held) Object.assign(wait, { held, untilMs: this.p.now() + PATIENCE_MS });
    return before.length === 0;
  }

  private async ask(
    me: LanTill,
    at: LanAddress,
    about: { hash: string; from: number; bytes: number },
  ): Promise<LanBuildWord | undefined> {
    const { body, read } = lanQuestion(me, BUILD_TOPIC, about);
    const heard = await askLan(at, BUILD_TOPIC.path, body, this.p.waits);
    const told = heard.ok ? await read(heard.text) : heard;
    return told.ok ? told.word : undefined;
  }

  private async wordOf(me: LanTill, ask: LanBuildAsk): Promise<LanBuildWord> {
    const { hash, from, bytes } = ask;
    const word = { till: me.credential.till, hash, from };
    if ((await this.p.shelf.wholeOf(hash)) !== undefined) {
      // A sale comes first, and so does the switch that it goes through.
      const isBusy = !this.p.isFree() || this.p.now() < this.givenUntil;
      if (isBusy) return { ...word, state: 'busy', held: 0 };
      if (bytes === 0) return { ...word, state: 'whole', held: 0 };
      const ms = (bytes / GIVEN_PER_SECOND) * 1000;
      this.givenUntil = Math.max(this.givenUntil, this.p.now()) + ms;
      const found = await this.p.shelf.read(hash, from, bytes);
      if (found !== undefined && found.length > 0)
        return {
          ...word,
          state: 'whole',
          held: 0,
          piece: Buffer.from(found).toString('base64url'),
        };
    }
    const mine = this.doing?.hash === hash ? this.doing : undefined;
    return { ...word, state: mine?.state ?? 'none', held: mine?.held ?? 0 };
  }
}
