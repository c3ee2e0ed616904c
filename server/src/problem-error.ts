import type { ProblemKind } from '../../src/contracts/problem.ts';

/** A refusal thrown out of a route; the error plugin turns it into an RFC 9457 body. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly detail: string | undefined;

  constructor(kind: ProblemKind, detail?: string) {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}
