/** One key of a page; field names as they travel. */
export type QuickKey = {
  article: string;
  label: string;
  /** Which of the look's colours, 1 to 8. */
  hue: number;
  /** Name of a built-in picture. */
  picture?: string;
};

/** The newest version of a page of one till: how it saved it. */
export type QuickPageVersion = {
  page_id: string;
  /** Number of the till in its store. */
  till: string;
  stamp_ms: number;
  name: string;
  /** Place among the pages. */
  place: number;
  /** `stamp_ms` of the version it was made of; 0 where it was new. */
  base_ms: number;
  /** It was taken away; kept, so that an older version does not bring it back. */
  gone: boolean;
  keys: QuickKey[];
};
