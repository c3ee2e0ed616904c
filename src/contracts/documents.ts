import { Type, type Static } from 'typebox';
import { BusinessDate, Ms, RegionId, SeqOrZero, SiteId } from './ids.ts';
import { SaleBody } from './op.ts';
import { DocumentSignedBody } from './signing-device.ts';

/** What a till asks of its store's documents; every part that is given must fit. */
export const DocumentsQuery = Type.Object({
  by: Type.Union([
    Type.Literal('any'),
    Type.Literal('number'),
    Type.Literal('amount'),
    Type.Literal('article'),
    Type.Literal('card'),
  ]),
  /**
   * Amounts in minor units; articles by number or barcode; a card by its last four figures, and by no more:
   * a site refuses that, and every text with a card's number in it (`findTextProblem`).
   */
  text: Type.Optional(Type.String({ maxLength: 60, pattern: '^[^\\u0000-\\u001f]*$' })),
  /** Must be there to find by article or card. */
  day: Type.Optional(BusinessDate),
  from_ms: Type.Optional(Ms),
  to_ms: Type.Optional(Ms),
  offset: Type.Optional(SeqOrZero),
});
export type DocumentsQuery = Static<typeof DocumentsQuery>;

/** One row of `GET /v1/store/documents`. */
export const DocumentHit = Type.Object({
  doc_no: Type.String(),
  till: Type.String(),
  business_date: Type.String(),
  closed_ms: Ms,
  cashier: Type.String(),
  gross: Type.Integer(),
  kind: Type.Union([
    Type.Literal('sale'),
    Type.Literal('return'),
    Type.Literal('exchange'),
    Type.Literal('post-void'),
  ]),
  lines: SeqOrZero,
  first: Type.String(),
});
export type DocumentHit = Static<typeof DocumentHit>;

/** Newest first; `total` counts all that fit. */
export const DocumentsAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  documents: Type.Array(DocumentHit),
  total: SeqOrZero,
});
export type DocumentsAnswer = Static<typeof DocumentsAnswer>;

/** A document of the store, and what came back of it at any till as far as this site knows. */
export const DocumentAnswer = Type.Object({
  region: RegionId,
  site: SiteId,
  document: SaleBody,
  /** What became of its signature, where its store signs and its till told of it. */
  seal: Type.Optional(DocumentSignedBody),
  returns: Type.Array(
    Type.Object({
      doc_id: Type.String(),
      doc_no: Type.String(),
      lines: Type.Array(Type.Object({ line: Type.String(), qty_milli: Type.Integer() })),
    }),
  ),
});
export type DocumentAnswer = Static<typeof DocumentAnswer>;
