import { Type, type Static } from 'typebox';
import { Ms, RegionId, SeqOrZero, SiteId } from './ids.ts';

const Name = Type.String({ minLength: 1, maxLength: 30 });

/** One key of a page. `hue`: which of the look's colours, 1 to 8. */
const QuickKeyBody = Type.Object({
  article: Type.String({ minLength: 1, maxLength: 40 }),
  label: Name,
  hue: Type.Integer({ minimum: 1, maximum: 8 }),
  /** Name of a built-in picture; one that a till does not know shows none. */
  picture: Type.Optional(Type.String({ maxLength: 30 })),
});

export const MOST_QUICK_PAGES = 20;
export const MOST_QUICK_KEYS = 60;

/** A page as one till saved it. */
export const QuickPageBody = Type.Object({
  page_id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
  name: Name,
  /** Place among the pages. */
  place: SeqOrZero,
  /** What it was made of: the `stamp_ms` of the version that was changed; 0 where it is new. */
  base_ms: Ms,
  /** It was taken away; kept, so that an older version does not bring it back. */
  gone: Type.Boolean(),
  keys: Type.Array(QuickKeyBody, { maxItems: MOST_QUICK_KEYS }),
});
export type QuickPageBody = Static<typeof QuickPageBody>;

/** Body of `quick-keys-set`: the pages that a save changed. */
export const QuickKeysSetBody = Type.Object({
  cashier: Type.String(),
  approver: Type.Optional(Type.String()),
  /** Above everything this till knew: by head office's clock, or one more than what it was made of. */
  stamp_ms: Ms,
  pages: Type.Array(QuickPageBody, { minItems: 1, maxItems: MOST_QUICK_PAGES * 2 }),
});
export type QuickKeysSetBody = Static<typeof QuickKeysSetBody>;

/** The newest version of a page of each till that ever saved it. */
const QuickPageVersion = Type.Object({
  page_id: Type.String(),
  /** Number of the till in its store. */
  till: Type.String(),
  stamp_ms: Ms,
  name: Type.String(),
  place: SeqOrZero,
  base_ms: Ms,
  gone: Type.Boolean(),
  keys: Type.Array(QuickKeyBody),
});

/** Answer of `GET /v1/store/quick-keys`; which version counts each till works out by itself. */
export const QuickKeysAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  pages: Type.Array(QuickPageVersion),
});
export type QuickKeysAnswer = Static<typeof QuickKeysAnswer>;
