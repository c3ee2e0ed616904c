import type { Reached } from './reached.ts';
import type { SimMachine, SimTill, TillImage } from './sim-till.ts';

/**
 * What befalls a till's machine between two lives: databases deleted, journals lost or unreadable,
 * images put back, the machine replaced. Never two failures at once of which the second destroys the
 * only copy that the first had left: nobody promises to survive those.
 */
export class TillMisfortunes {
  /** The whole machine went back in time. */
  rolledBack = false;
  /** All that this machine held is gone, by another machine or by losing both copies at once. */
  replaced = false;
  /** Database and journal told different stories at some time. */
  wentApart = false;
  private image: TillImage | undefined;
  private justPutBack = false;
  /** The till's other machine, switched off and sound: the old one, or the one that replaced it. */
  private spare: SimMachine | undefined;
  /** The journal holds ops that the database lost, and could not be read since. */
  private onlyInJournal = false;
  private readonly till: SimTill;
  private readonly random: () => number;
  private readonly reached: Reached;
  /** Lives of the sites that the till met; forgotten with its database. */
  private readonly met: Map<string, string>;

  constructor(till: SimTill, random: () => number, reached: Reached, met: Map<string, string>) {
    this.till = till;
    this.random = random;
    this.reached = reached;
    this.met = met;
  }

  /** Some sale may be in one of the two copies alone. */
  private get isOnlyCopy(): boolean {
    return this.till.journalBroken || this.wentApart || this.onlyInJournal;
  }

  takeImage(): void {
    this.image ??= this.till.image();
  }

  /**
   * An image of the database alone may be put back at any time: journal and marker know better. One of
   * the whole machine may make it forget only what both sites hold; then a fork is survivable. With the
   * journal lost as well, what the sites do not hold is gone, and only the marker knows which numbers
   * were used.
   */
  putImageBack(isConverged: boolean, sitesAreSound: boolean): 'nothing' | 'old' | 'all-lost' {
    const { image } = this;
    const r = this.random();
    const what = r < 0.5 ? 'database' : r < 0.8 ? 'machine' : 'database-and-journal';
    if (image === undefined || this.isOnlyCopy) return 'nothing';
    if (what === 'machine' && !isConverged) return 'nothing';
    if (what === 'database-and-journal' && !sitesAreSound) return 'nothing';
    this.till.putBack(image, what === 'machine' ? 'machine' : 'database');
    this.met.clear();
    this.image = undefined;
    if (what === 'machine') this.rolledBack = true;
    else this.reached.databasesLost++;
    this.justPutBack = true;
    if (what !== 'database-and-journal') return 'old';
    this.till.loseJournal();
    this.replaced = true;
    return 'all-lost';
  }

  /** Before each start. */
  misfortune(sitesAreSound: boolean): 'replaced' | undefined {
    const isWhole = !this.isOnlyCopy && !this.justPutBack;
    if (this.spare !== undefined && isWhole && sitesAreSound && this.random() < 0.5) {
      this.changeTo(this.spare);
      return 'replaced';
    }
    const r = this.justPutBack ? 1 : this.random();
    const onlyInDatabase = this.till.journalBroken || this.wentApart;
    this.till.journalBroken = this.random() < 0.08;
    const losesDatabase = r < 0.15 && !onlyInDatabase && !this.onlyInJournal;
    const isReplaced = r >= 0.23 && r < 0.26 && sitesAreSound;
    if (losesDatabase) this.loseDatabase();
    else if (r >= 0.15 && r < 0.23 && !this.onlyInJournal) this.till.loseJournal();
    else if (isReplaced) this.replace(isWhole);
    const isOld = this.justPutBack || losesDatabase;
    // Old database, unreadable journal: the till goes its own way until the journal can be read.
    if (this.justPutBack && this.till.journalBroken) this.wentApart = true;
    this.onlyInJournal = this.till.journalBroken && (this.onlyInJournal || isOld);
    this.justPutBack = false;
    return isReplaced ? 'replaced' : undefined;
  }

  private loseDatabase(): void {
    this.reached.databasesLost++;
    this.till.loseDatabase();
    this.met.clear();
  }

  /** One machine at a time: what two of them sell side by side nobody promises to number. */
  private changeTo(on: SimMachine): void {
    this.reached.machinesReturned++;
    this.spare = this.till.changeMachine(on);
    this.replaced = true;
    this.image = undefined;
    this.met.clear();
  }

  private replace(isWhole: boolean): void {
    this.reached.machinesReplaced++;
    const old = this.till.replaceMachine();
    this.spare = isWhole ? old : undefined;
    this.replaced = true;
    this.image = undefined;
    this.met.clear();
  }
}
