import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { TillClient, TillView } from './till-api.ts';

const TillContext = createContext<TillClient | undefined>(undefined);

/** Hands the one client to every screen below. */
export function TillProvider({ client, children }: { client: TillClient; children: ReactNode }) {
  return <TillContext value={client}>{children}</TillContext>;
}

/** The client, for commands. */
export function useTill(): TillClient {
  const client = useContext(TillContext);
  if (client === undefined) throw new Error('no TillProvider above this screen');
  return client;
}

/**
 * One part of the view. The selector must answer a part, not build one: parts are replaced, never
 * mutated, so a screen draws again only when its own part changed.
 */
export function useTillView<Part>(select: (view: TillView) => Part): Part {
  const client = useTill();
  return useSyncExternalStore(client.subscribe, () => select(client.view()));
}
