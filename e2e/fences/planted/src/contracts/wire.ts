export type Wire = { v: 1 };
