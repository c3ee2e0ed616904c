import { EVENT_KINDS, type EventKind } from './wire.ts';

/** Longest line of a poke stream; a stranger's endless line must not fill memory. */
const MAX_LINE_CHARS = 4096;

/**
 * Reads server-sent events piece by piece and tells the kinds we know. Data is ignored: pokes carry
 * no facts. Answers false where this is no such stream.
 */
export function readEvents(tell: (kind: EventKind) => void): (text: string) => boolean {
  let rest = '';
  let name = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line.startsWith('event:')) name = line.slice('event:'.length).trim();
      if (line !== '') continue;
      const kind = EVENT_KINDS.find((known) => known === name);
      name = '';
      if (kind !== undefined) tell(kind);
    }
    return rest.length <= MAX_LINE_CHARS;
  };
}
