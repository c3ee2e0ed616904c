/** A row of a sheet: its first cell names it, the others are figures or words. */
export type SheetRow = { readonly cells: readonly string[]; readonly weight?: 'strong' | 'quiet' };

/** A part of a sheet; `columns` are the heads of its cells, where it has any. */
export type SheetPart = {
  readonly heading?: string;
  readonly notes: readonly string[];
  readonly columns?: readonly string[];
  readonly rows: readonly SheetRow[];
};

/** A report on A4, for a printer, a PDF file or a table: the same figures as on the till's own paper. */
export type Sheet = {
  /** Name of the file, without its ending: letters, figures, `-`. */
  readonly name: string;
  readonly title: string;
  /** Stands on every page: store, till, number. */
  readonly head: string;
  /** Says that it is one, on every page. */
  readonly copy?: string;
  readonly parts: readonly SheetPart[];
};
