import type { WebContents } from 'electron';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** What main may tell pages unasked, by name. */
export type EventTable = Readonly<Record<string, TSchema>>;

/** Tells every open page; data that does not fit its schema is a bug and throws. */
export type TellPages<T extends EventTable> = <E extends keyof T & string>(
  event: E,
  data: Static<T[E]>,
) => void;

/** Makes the teller. Pages that are gone or still loading miss what is said meanwhile. */
export function makeTellPages<T extends EventTable>(
  table: T,
  pages: () => readonly Pick<WebContents, 'send' | 'isDestroyed'>[],
): TellPages<T> {
  return (event, data) => {
    const schema: TSchema | undefined = table[event];
    if (!schema || !Value.Check(schema, data)) throw new Error(`event ${event} does not fit`);
    for (const page of pages()) if (!page.isDestroyed()) page.send(event, data);
  };
}
