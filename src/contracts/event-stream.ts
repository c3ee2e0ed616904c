import { parseJson } from './parse.ts';
import { EVENT_KINDS, Moved, type EventKind } from './wire.ts';

/** Longest line of a poke stream; a stranger's endless line must not fill memory. */
const MAX_LINE_CHARS = 4096;

/**
 * Reads server-sent events piece by piece and tells the kinds we know, with the hint that a poke may
 * carry; what is none is left out, for pokes carry no facts. Answers false where this is no such stream.
 */
export function readEvents(
  tell: (kind: EventKind, moved: { moved?: Moved }) => void,
): (text: string) => boolean {
  let rest = '';
  let name = '';
  let data = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      if (line.startsWith('event:')) name = line.slice('event:'.length).trim();
      if (line.startsWith('data:')) data = line.slice('data:'.length);
      if (line !== '') continue;
      const kind = EVENT_KINDS.find((known) => known === name);
      const moved = kind === 'poke' ? parseJson(Moved, data) : undefined;
      name = '';
      data = '';
      if (kind !== undefined) tell(kind, moved === undefined ? {} : { moved });
    }
    return rest.length <= MAX_LINE_CHARS;
  };
}
