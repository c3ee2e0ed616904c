import { Type, type Static } from 'typebox';
import { Ms } from './ids.ts';

/** Who did what at head office, when and why: rows of the change logs, which are never changed. */

export const AUDIT_KINDS = [
  'release',
  'flag',
  'edit',
  'build',
  'close',
  'parked',
  'drill',
  'sign-in',
] as const satisfies readonly AuditKind[];
const AuditKind = Type.Union([
  Type.Literal('release'),
  Type.Literal('flag'),
  /** Prices, articles, promotions, staff, rights, stores and customers. */
  Type.Literal('edit'),
  Type.Literal('build'),
  Type.Literal('close'),
  Type.Literal('parked'),
  Type.Literal('drill'),
  Type.Literal('sign-in'),
]);
export type AuditKind = Static<typeof AuditKind>;

/** Stamp of a row, `<hlc>.<site>.<number>`: newest first, pages go on below the last one. */
export const AuditMark = Type.String({ pattern: '^[0-9]{1,16}\\.[A-Z]\\.[0-9]{1,16}$' });

export const AuditRow = Type.Object({
  id: AuditMark,
  kind: AuditKind,
  at_ms: Ms,
  /** The site it was done at. */
  site: Type.String(),
  /** A name, a subject, or what acted by itself. */
  who: Type.String(),
  /** A sentence. */
  what: Type.String(),
  /** In their own words; empty: they gave none. */
  why: Type.String(),
});
export type AuditRow = Static<typeof AuditRow>;

/** Query of `GET /console/api/audit`; `find`: a part of a name, a store, a release or a reason. */
export const AuditAsk = Type.Object({
  before: Type.Optional(AuditMark),
  find: Type.Optional(Type.String({ maxLength: 100 })),
  kind: Type.Optional(AuditKind),
});
export type AuditAsk = Static<typeof AuditAsk>;

/** Its answer: at most `AUDIT_PAGE` rows, newest first; `more`: older ones fit, too. */
export const AuditPage = Type.Object({ rows: Type.Array(AuditRow), more: Type.Boolean() });
export type AuditPage = Static<typeof AuditPage>;
export const AUDIT_PAGE = 200;

/** What a sign-in leaves behind; told before the person is let in. */
export const SignInTold = Type.Object({
  v: Type.Literal(1),
  kind: Type.Union([Type.Literal('signed-in'), Type.Literal('signed-out')]),
  subject: Type.String(),
  name: Type.String(),
  role: Type.String(),
  at_ms: Ms,
});
export type SignInTold = Static<typeof SignInTold>;
