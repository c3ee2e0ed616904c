import { EventEmitter } from 'node:events';
import { NotPlayed } from './honest.ts';

type Listener = (...args: never[]) => void;

const KNOWN = Symbol('known events');

/** An emitter that refuses listeners for events it will never send. */
export class KnownEvents extends EventEmitter {
  [KNOWN]: { owner: string; names: readonly string[] };

  constructor(owner: string, names: readonly string[]) {
    super();
    this[KNOWN] = { owner, names };
  }

  override on(name: string, listener: Listener): this {
    const { owner, names } = this[KNOWN];
    if (!names.includes(name)) throw new NotPlayed(`${owner}.on('${name}')`);
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  override addListener(name: string, listener: Listener): this {
    return this.on(name, listener);
  }
}

/** What Electron hands listeners first: `preventDefault` and whatever the event adds. */
export type CancelableEvent = { defaultPrevented: boolean; preventDefault(): void };

/** Makes such an event; `details` become its own properties. */
export function cancelableEvent<T extends object>(details: T): CancelableEvent & T {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
