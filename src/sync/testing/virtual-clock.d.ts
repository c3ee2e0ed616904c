import type { Clock } from '../core/ports.ts';
/** Time that moves only when told to; equal times run in the order they were asked for. */
export declare class VirtualClock implements Clock {
  private time;
  private order;
  private timers;
  private readonly wallStart;
  private instant;
  private perInstant;
  constructor(wallStart: number);
  now(): number;
  wallMs(): number;
  wakeAt(at: number, run: () => void): () => void;
  /** Runs everything due up to `until`; between timers all promises settle. */
  advance(until: number): Promise<void>;
}
/** All microtasks have run. */
export declare function settled(): Promise<void>;
