/** An export or import under way; both are counted in records. */
export type HandOverView = { doing: 'export' | 'import'; done: number; total: number };

export type ExportAnswer = {
  ok: true;
  /** Shown once, kept nowhere. */
  code: string;
  path: string;
  records: number;
};
export type ImportAnswer = {
  ok: true;
  /** Whose records they are. */
  tillId: string;
  site: string;
  records: number;
  /** How many of them head office did not have before. */
  fresh: number;
  /** Of which no site would take a batch; the others are there. */
  refused: number;
};
