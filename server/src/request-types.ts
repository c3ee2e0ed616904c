import type { ConsoleMe } from '../../src/contracts/console.ts';
import type { ProblemKind } from '../../src/contracts/problem.ts';
import type { Batch } from './features/ops/read-batch.ts';
import type { Till } from './plugins/till-auth.ts';

/**
 * `push` stays open to every genuine till for ever; `pull` wants a credential in good standing
 * and a right clock; `admin` wants the admin token; `peer` the other site's signature;
 * `console` somebody who is signed in to the console.
 */
export type Access = 'push' | 'pull' | 'admin' | 'peer' | 'status' | 'console';

declare module 'fastify' {
  interface FastifyRequest {
    /** Body bytes as sent; signatures cover these. */
    rawBody?: Buffer;
    till?: Till;
    /** Who is signed in to the console. */
    person?: ConsoleMe;
    /** The batch of a push, once it was read. */
    pushed?: Batch;
    /** Why it was refused, once it was. */
    refusal?: ProblemKind;
  }
  interface FastifyContextConfig {
    access?: Access;
  }
}
