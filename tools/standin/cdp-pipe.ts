import type { Readable, Writable } from 'node:stream';

type Message = {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
  sessionId?: string;
};
type Pending = {
  method: string;
  resolve: (value: never) => void;
  reject: (error: Error) => void;
};

/** Receives one event of a session: method and parameters. */
export type CdpListener = (method: string, params: never) => void;

/**
 * Chrome DevTools Protocol over Chromium's `--remote-debugging-pipe`: JSON messages ended by a NUL
 * byte. Chromium exits by itself when this pipe closes, which ties its life to ours.
 */
export class CdpPipe {
  private lastId = 0;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<string, CdpListener>();
  private parts: Buffer[] = [];
  private readonly output: Writable;
  private isClosed = false;

  constructor(input: Readable, output: Writable) {
    this.output = output;
    input.on('data', (chunk: Buffer) => this.take(chunk));
    input.on('close', () => this.close());
    input.on('error', () => this.close());
    output.on('error', () => this.close());
  }

  /** Sends a command; rejects with the protocol's message, or when the pipe closes. */
  send<T = unknown>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    if (this.isClosed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { method, resolve, reject });
      this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Routes a session's events to `listener`; the empty id is the browser itself. */
  listen(sessionId: string, listener: CdpListener): void {
    this.listeners.set(sessionId, listener);
  }

  unlisten(sessionId: string): void {
    this.listeners.delete(sessionId);
  }

  private take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.parts.push(chunk.subarray(start, end));
      const text = Buffer.concat(this.parts).toString('utf8');
      this.parts = [];
      start = end + 1;
      this.dispatch(JSON.parse(text) as Message);
    }
    if (start < chunk.length) this.parts.push(chunk.subarray(start));
  }

  private dispatch(message: Message): void {
    if (message.id === undefined) {
      const listener = this.listeners.get(message.sessionId ?? '');
      listener?.(message.method ?? '', message.params as never);
      return;
    }
    const waiting = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result as never);
  }

  private close(): void {
    this.isClosed = true;
    for (const { method, reject } of this.pending.values())
      reject(new Error(`${method}: Chromium is gone`));
    this.pending.clear();
  }
}
