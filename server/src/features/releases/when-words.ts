/** A moment as people and their time zones agree on it, to the minute. */
export const whenWords = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
