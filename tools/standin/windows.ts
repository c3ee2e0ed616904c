/** A window as the app's end sees it. */
export type OpenWindow = { close(): void; isDestroyed(): boolean };

/** Every window not yet destroyed, oldest first. */
export const windows = new Set<OpenWindow>();
