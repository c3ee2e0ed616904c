import type { TillView } from '../shared/till-api.ts';

/** Collects changed parts of the view and sends them together, at most once a task. */
export class ViewFeed {
  private pending: Partial<TillView> = {};
  private due = false;
  private readonly send: (parts: Partial<TillView>) => void;

  constructor(send: (parts: Partial<TillView>) => void) {
    this.send = send;
  }

  show(parts: Partial<TillView>): void {
    Object.assign(this.pending, parts);
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      const due = this.pending;
      this.pending = {};
      this.send(due);
    });
  }
}
