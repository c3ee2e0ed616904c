/** What a claim on a running till names lies among its last ops. */
const REMEMBERED = 256;

/**
 * Ids of the last ops committed in this life, all of them on disk: a claim on what was just sold is
 * the usual one, and to read it would wait behind the paper's own write.
 */
export class RecentOps {
  private readonly ids = new Map<string, string>();

  remember(stream: string, seq: number, opId: string): void {
    this.ids.set(`${stream}/${seq}`, opId);
    const [oldest] = this.ids.keys();
    if (this.ids.size > REMEMBERED && oldest !== undefined) this.ids.delete(oldest);
  }

  /** Undefined where it is not remembered. */
  idOf(stream: string, seq: number): string | undefined {
    return this.ids.get(`${stream}/${seq}`);
  }
}
