export const memoryStore = 1;
