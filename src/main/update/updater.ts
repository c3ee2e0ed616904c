import type { BuildWord } from '../../contracts/build-feed.ts';
import type { BuildSlot, SlotBook } from '../../contracts/build-slots.ts';
import type { Log } from '../log.ts';
import { compareVersions } from '../../contracts/compare-versions.ts';
import { decideBuild, wordToObey } from '../../contracts/decide-build.ts';
import { mayInstall, type TillMoment } from './may-install.ts';
import { putInPlace, rememberFailed, sayWell } from '../../contracts/slot-book.ts';

/** What the page said last counts for so long, ms: it says it again every few seconds. */
const MOMENT_MS = 20_000;
/** A restart that did not come about is asked for again so much later, ms. */
const RESTART_AGAIN_MS = 30_000;

export type UpdaterPorts = {
  /** The answers that sites gave, each proven to be theirs. */
  ask: (book: SlotBook, refuses: string | undefined) => Promise<readonly BuildWord[]>;
  /** Fetched, checked and unpacked; undefined: not now. It stops soon once `isStale` says so. */
  fetch: (word: BuildWord, isStale: () => boolean) => Promise<BuildSlot | undefined>;
  /** Downloads go that neither a slot nor what is wanted (a hash) names. */
  tidy: (book: SlotBook, wanted: string | undefined) => Promise<void>;
  /** Whether a slot's files are there. */
  isWhole: (slot: BuildSlot) => boolean;
  /** On disk when it comes back. */
  write: (book: SlotBook) => void;
  /** What no slot names goes. */
  prune: (book: SlotBook) => void;
  /** This start said that it is well. */
  well: () => void;
  /** Ends this till and starts the build that is in place. */
  restart: () => void;
  now: () => number;
  log: Log;
};

/**
 * Brings the build that head office says, and puts it in place at a moment when nobody is at work. Every
 * failure of it leaves the till as it is: it is tried again at the next look.
 */
export class Updater {
  private book: SlotBook;
  private readonly ports: UpdaterPorts;
  private moment: { told: TillMoment; at: number } | undefined;
  private looking: Promise<void> | undefined;
  /** Somebody asked for a look that has not begun. */
  private isDue = false;
  /** When a restart was asked for last. */
  private leavingAt: number | undefined;
  /** What head office last wanted and this machine does not take. */
  private refuses: string | undefined;

  constructor(book: SlotBook, ports: UpdaterPorts) {
    this.book = book;
    this.ports = ports;
  }

  /** The page said how the till stands; its first word is that this start is well (UPD6). */
  heard(told: TillMoment): void {
    if (this.moment === undefined) this.ports.well();
    this.moment = { told, at: this.ports.now() };
    // Said until it is on disk: a build that is well must not be left for a write that failed.
    if (this.book.trial !== null) this.isWell();
    this.leaveAgain();
    this.install();
  }

  /** What the page said of its moment; undefined: it fell silent, or never spoke. */
  told(): TillMoment | undefined {
    const { moment } = this;
    if (moment === undefined || this.ports.now() - moment.at > MOMENT_MS) return undefined;
    return moment.told;
  }

  /**
   * Asks, and fetches where it must. One look at a time: asked for meanwhile, another follows it, and nothing
   * is put in place before that, since what was fetched may have been taken back.
   */
  look(): Promise<void> {
    this.isDue = true;
    this.looking ??= this.lookOn().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookOn(): Promise<void> {
    while (this.isDue) {
      this.isDue = false;
      await this.lookOnce().catch((error: unknown) => {
        this.ports.log.warn('update.not-looked', { error: String(error) });
      });
    }
  }

  private async lookOnce(): Promise<void> {
    this.keep(rememberFailed(this.book));
    const answers = await this.ports.ask(this.book, this.refuses);
    const word = wordToObey(answers, this.book.sequence);
    if (word === undefined || this.leavingAt !== undefined) return;
    this.keep({ ...this.book, sequence: word.sequence });
    const wanted = decideBuild(this.book, word, this.ports.isWhole);
    this.refuses = wanted.do === 'refuse' ? word.version : undefined;
    await this.ports.tidy(this.book, wanted.do === 'fetch' ? word.file.hash : undefined);
    switch (wanted.do) {
      case 'stay':
      case 'refuse':
        // What waited was taken back before it was put in place.
        return this.keep({ ...this.book, next: null });
      case 'install':
        this.keep({ ...this.book, next: wanted.slot });
        return this.install();
      case 'fetch':
        return this.bring(word);
      default:
    }
  }

  private async bring(word: BuildWord): Promise<void> {
    this.keep({ ...this.book, next: null });
    const slot = await this.ports.fetch(word, () => this.isDue);
    if (slot === undefined) return;
    this.ports.log.info('update.fetched', { build: slot.version });
    this.keep({ ...this.book, next: slot });
    this.install();
  }

  private isWell(): void {
    try {
      this.keep(sayWell(this.book));
    } catch (error) {
      return this.ports.log.warn('update.well-not-kept', { error: String(error) });
    }
    this.ports.log.info('update.well', { build: this.book.now.version });
    // What is being unpacked is in no slot yet.
    if (this.looking === undefined) this.ports.prune(this.book);
  }

  private install(): void {
    const { next, now } = this.book;
    const told = this.told();
    if (next === null || this.isDue || this.leavingAt !== undefined || told === undefined) return;
    const isRollback = compareVersions(next.version, now.version) < 0;
    if (!mayInstall(told, isRollback).ok) return;
    this.ports.log.info('update.in-place', { from: now.version, to: next.version });
    this.keep(putInPlace(this.book));
    this.leave();
  }

  private leave(): void {
    this.leavingAt = this.ports.now();
    this.ports.restart();
  }

  /** The build is in place on disk, and this one still runs: something held the end up. */
  private leaveAgain(): void {
    const { leavingAt, moment } = this;
    if (leavingAt === undefined || moment === undefined) return;
    if (moment.at - leavingAt < RESTART_AGAIN_MS) return;
    // Somebody may have signed in meanwhile: nobody is cut off in a sale.
    if (!mayInstall(moment.told, true).ok) return;
    this.ports.log.warn('update.restart-again', { build: this.book.now.version });
    this.leave();
  }

  private keep(book: SlotBook): void {
    if (JSON.stringify(book) === JSON.stringify(this.book)) return;
    this.ports.write(book);
    this.book = book;
  }
}
