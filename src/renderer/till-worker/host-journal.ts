import type {
  Journal,
  OpRow,
  StreamRow,
  DiskResult,
  JournalOpened,
} from '../../sync/core/ports.ts';
import { opRowOfLine } from './op-row-of-line.ts';
import type { HostLink } from './host-link.ts';
import { say } from '../shared/words/say.ts';

const failed = (error: unknown): DiskResult<never> => ({
  ok: false,
  kind: 'io',
  next: say('The second copy of the sales could not be written ({error}). Restart the till.', {
    error: String(error),
  }),
});

/** Journal over the host: a file beside the profile in Electron, the private file system in a browser. */
export class HostJournal implements Journal {
  private readonly host: HostLink;

  constructor(host: HostLink) {
    this.host = host;
  }

  async open(): Promise<DiskResult<JournalOpened>> {
    try {
      const answer = await this.host.invoke('journal.open', {});
      if (!answer.ok) return answer;
      const heads = answer.heads.map((h) => ({
        stream: h.stream,
        salt: h.salt,
        series: h.series,
        firstSeq: h.first_seq,
        headSeq: h.head_seq,
        headOpId: h.head_op_id,
      }));
      const { marker: m } = answer;
      const marker = m && {
        stream: m.stream,
        series: m.series,
        headSeq: m.head_seq,
        otherMachine: m.other_machine,
      };
      return { ok: true, value: { heads, tornBytesCut: answer.torn_bytes_cut, marker } };
    } catch (error) {
      return failed(error);
    }
  }

  async append(stream: StreamRow, ops: readonly OpRow[]): Promise<DiskResult<string[]>> {
    try {
      const answer = await this.host.invoke('journal.append', {
        salt: stream.salt,
        series: stream.series,
        ...(stream.closed ? { closed: true } : {}),
        lines: ops.map((op) => ({
          stream: op.stream,
          seq: op.seq,
          prev_op_id: op.prev,
          op_id: op.opId,
          raw: op.raw,
        })),
      });
      return answer.ok ? { ok: true, value: answer.sigs } : answer;
    } catch (error) {
      return failed(error);
    }
  }

  async read(stream: string, fromSeq: number, limit: number): Promise<OpRow[]> {
    const { lines } = await this.host.invoke('journal.read', { stream, from_seq: fromSeq, limit });
    return lines.map(opRowOfLine);
  }

  async prune(stream: string, below: number): Promise<void> {
    await this.host.invoke('journal.prune', { stream, below });
  }
}
