import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { LaunchedTill, LaunchOptions } from './fixtures.ts';
import type { TestStore } from './region.ts';
import { TillPage } from './till-page.ts';

/** A till on the screen: the app and the page as a cashier uses it. */
export type RunningTill = LaunchedTill & { till: TillPage };

/** One machine of a store: its folders outlive every life of the till on it. */
export class TillMachine {
  readonly profile: string;
  readonly state: string;
  private readonly region: TestStore;
  private readonly launchTill: (options?: LaunchOptions) => Promise<LaunchedTill>;

  constructor(
    region: TestStore,
    launchTill: TillMachine['launchTill'],
    freshProfile: () => string,
  ) {
    this.region = region;
    this.launchTill = launchTill;
    this.profile = freshProfile();
    this.state = freshProfile();
  }

  /** Starts the till; resolves when its window is there. */
  async start(options: Pick<LaunchOptions, 'env' | 'app'> = {}): Promise<RunningTill> {
    const env = {
      EVERTILL_REGION_FILE: this.region.trustFile,
      EVERTILL_STATE_DIR: this.state,
      ...options.env,
    };
    const launched = await this.launchTill({ ...options, profile: this.profile, env });
    return { ...launched, till: new TillPage(launched.page) };
  }

  /** A new machine up to the selling screen. */
  async open(number: string, env: Record<string, string> = {}): Promise<RunningTill> {
    const running = await this.start({ env });
    await running.till.enrol(await this.region.enrolmentCode(number));
    await running.till.signIn();
    await running.till.openShift();
    return running;
  }

  /** Receipts on disk, by document number. */
  receipts(): string[] {
    const folder = path.join(this.profile, 'receipts');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).map((name) => path.basename(name, '.txt'));
  }
}
