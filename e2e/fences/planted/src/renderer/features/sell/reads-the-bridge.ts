// plants: one-reader-of-the-bridge
export const till = (globalThis as { till?: unknown }).till;
export const same = window.till;
