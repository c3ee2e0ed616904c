import {
  CANARY_LIMITS,
  judgeCanary,
  type CanaryLook,
  type CanaryVerdict,
} from '../../../../src/domain/release/judge-canary.ts';
import type { Balancer } from './balancer.ts';

/** The canary that is out here: which release, and how many requests of a hundred it wants. */
export type CanaryOut = { release: string; percent: number };

/**
 * Keeps the balancer's share as the release says, and judges what it counted. What does harm loses its share
 * at once, before anything is written down; the release is taken back at its next look (CAN3).
 */
export class CanaryWatch {
  private readonly balancer: Balancer;
  private readonly now: () => number;
  private looks: CanaryLook[] = [];
  private out: CanaryOut | undefined;
  private harm: CanaryVerdict | undefined;

  constructor(balancer: Balancer, now: () => number) {
    this.balancer = balancer;
    this.now = now;
  }

  /** One look. The share is said each time: a balancer that began anew has forgotten it. */
  async follow(out: CanaryOut | undefined): Promise<void> {
    // Another release, or another stage of it, is judged by what comes from now on.
    if (out?.release !== this.out?.release || out?.percent !== this.out?.percent) {
      this.looks = [];
      this.harm = undefined;
    }
    this.out = out;
    if (out !== undefined) await this.look();
    const { verdict } = this.verdictOn(out?.release ?? '');
    await this.balancer.share(out === undefined || verdict === 'rollback' ? 0 : out.percent);
  }

  /** What did harm once is not well again because nothing goes there any more. */
  verdictOn(release: string): CanaryVerdict {
    if (this.out?.release !== release) return { verdict: 'unsure' };
    const judged = this.harm ?? judgeCanary(this.looks);
    if (judged.verdict === 'rollback') this.harm = judged;
    return judged;
  }

  private async look(): Promise<void> {
    const atMs = this.now();
    const found = await this.balancer.look();
    const gone = { requests: 0, failed: 0, refused: 0, meanMs: 0 };
    const seen = found ?? { isUp: false, canary: gone, champion: gone };
    const from = atMs - CANARY_LIMITS.windowMs;
    this.looks = [...this.looks.filter((one) => one.atMs >= from), { atMs, ...seen }];
  }
}
