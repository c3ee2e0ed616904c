import type { SlotBook } from '../../contracts/build-slots.ts';
import type { SlotStore } from '../update/slot-store.ts';

/**
 * What a start of the till knows of itself, whichever build runs. Builds of many versions read it: fields
 * are only ever added.
 */
export type Launch = {
  readonly v: 1;
  /** Folder of the build: package.json and dist lie in it. */
  readonly root: string;
  readonly build: string;
  /** False: another till runs on this profile, and this one must end. */
  readonly isOnly: boolean;
  /** Undefined: this till takes no builds. */
  readonly store?: SlotStore;
  /** The book of builds as this start began; undefined where there is none. */
  readonly book?: SlotBook;
  /** This start is well: nobody ends it any more. */
  well(): void;
};

const NAME = Symbol.for('evertill.launch');
type Holder = { [NAME]?: Launch };

/** The launch of this process; undefined in the build that starts first, which launches. */
export const heldLaunch = (): Launch | undefined => (globalThis as Holder)[NAME];

export function holdLaunch(launch: Launch): void {
  (globalThis as Holder)[NAME] = launch;
}
