import type { IpcMain } from 'electron';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { IpcRefusal, IpcReply } from '../contracts/ipc-reply.ts';
import type { Log } from './log.ts';

/** Every verb a renderer may ask for: the schema of its argument and of its answer. */
export type ChannelTable = Readonly<
  Record<string, { readonly arg: TSchema; readonly answer: TSchema }>
>;

type Names<T extends ChannelTable> = keyof T & string;
type Arg<T extends ChannelTable, C extends Names<T>> = Static<T[C]['arg']>;
type Answer<T extends ChannelTable, C extends Names<T>> = Static<T[C]['answer']>;

/** Runs one verb. Expected failures are part of its answer; a throw is a bug and answers `failed`. */
export type IpcHandler<T extends ChannelTable, C extends Names<T>> = (
  arg: Arg<T, C>,
) => Answer<T, C> | Promise<Answer<T, C>>;

/** Where the parts of main put the verbs they answer. */
export type IpcRegistry<T extends ChannelTable> = {
  /** Throws when the channel already has a handler: two parts would both think it is theirs. */
  handle<C extends Names<T>>(channel: C, run: IpcHandler<T, C>): void;
  /** Channels of the table that no part answers yet; an invoke of one is refused. */
  unhandled(): readonly string[];
};

export type IpcRegistryDeps<T extends ChannelTable> = {
  table: T;
  ipcMain: Pick<IpcMain, 'handle'>;
  /** Says whether a frame with this URL is our own page. */
  isTrusted: (frameUrl: string) => boolean;
  log: Log;
};

type Run = (arg: unknown) => unknown;

/**
 * Registers every channel of the table with Electron. Sender, argument and answer are checked on
 * each call; what does not pass is a typed refusal, because main must not die of a bad page.
 */
export function openIpcRegistry<T extends ChannelTable>(deps: IpcRegistryDeps<T>): IpcRegistry<T> {
  const handlers = new Map<string, Run>();
  for (const [channel, schemas] of Object.entries(deps.table))
    deps.ipcMain.handle(channel, (event, arg: unknown) =>
      reply(deps, channel, schemas, handlers.get(channel), event.senderFrame?.url, arg),
    );
  return {
    handle(channel, run) {
      if (handlers.has(channel)) throw new Error(`two handlers for ${channel}`);
      handlers.set(channel, run as Run);
    },
    unhandled: () => Object.keys(deps.table).filter((channel) => !handlers.has(channel)),
  };
}

async function reply<T extends ChannelTable>(
  { isTrusted, log }: IpcRegistryDeps<T>,
  channel: string,
  schemas: { arg: TSchema; answer: TSchema },
  run: Run | undefined,
  frameUrl: string | undefined,
  arg: unknown,
): Promise<IpcReply<unknown>> {
  const refuse = (refusal: IpcRefusal, detail: string): IpcReply<unknown> => {
    log.warn('ipc.refused', { channel, refusal, detail });
    return { ok: false, refusal, detail };
  };
  if (frameUrl === undefined || !isTrusted(frameUrl)) return refuse('not-trusted', 'sender');
  if (!run) return refuse('unknown-channel', channel);
  if (!Value.Check(schemas.arg, arg)) return refuse('bad-argument', misfit(schemas.arg, arg));
  try {
    const answer = await run(arg);
    if (Value.Check(schemas.answer, answer)) return { ok: true, answer };
    return refuse('failed', `answer ${misfit(schemas.answer, answer)}`);
  } catch (error) {
    log.error('ipc.threw', { channel, error: error instanceof Error ? (error.stack ?? '') : '' });
    return refuse('failed', 'handler threw');
  }
}

/** Where a value leaves its schema: path and rule, never the value, as it may be a body. */
function misfit(schema: TSchema, value: unknown): string {
  const [first] = Value.Errors(schema, value);
  return first ? `${first.instancePath || '/'} ${first.message}` : 'does not fit';
}
