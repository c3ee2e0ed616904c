import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import {
  ParkedAsk,
  ParkedDetail,
  ParkedList,
  ParkedOpId,
  ResolveAsk,
  SendAgainAsk,
  type ParkedStep,
} from '../../../../src/contracts/parked-ops.ts';
import { personOf } from '../../plugins/console-auth.ts';
import { ProblemError } from '../../problem-error.ts';
import type { SiteContext } from '../../site-context.ts';
import { tellParkedStep } from '../parked-ops/parked-steps.ts';
import { readOneParked, readParked } from '../parked-ops/read-parked.ts';
import { shownPayload } from '../parked-ops/shown-payload.ts';
import { replayStream } from '../projection/replay-stream.ts';

const GUARDED = { access: 'console' } as const;
const Params = Type.Object({ op: ParkedOpId });
type OfOne = { Params: Static<typeof Params> };

/** Operations that head office set aside: looked at, sent again, resolved. A manager has those of their stores. */
export function parkedRoutes(app: FastifyInstance, site: SiteContext): void {
  app.get<{ Querystring: ParkedAsk }>(
    '/console/api/parked',
    {
      config: GUARDED,
      schema: {
        summary: 'Operations set aside, by page',
        querystring: ParkedAsk,
        response: { 200: ParkedList },
      },
    },
    (request): Promise<ParkedList> => readParked(site.pool, personOf(request), request.query),
  );
  app.get<OfOne>(
    '/console/api/parked/:op',
    {
      config: GUARDED,
      schema: {
        summary: 'An operation set aside, and what it says',
        params: Params,
        response: { 200: ParkedDetail },
      },
    },
    (request) => detailOf(site, request),
  );
  app.post<OfOne & { Body: SendAgainAsk }>(
    '/console/api/parked/:op/send-again',
    {
      config: GUARDED,
      schema: {
        summary: 'Read an operation set aside once more',
        params: Params,
        body: SendAgainAsk,
        response: { 200: ParkedDetail },
      },
    },
    (request) => takeStep(site, request, { kind: 'sent-again', ...request.body }),
  );
  app.post<OfOne & { Body: ResolveAsk }>(
    '/console/api/parked/:op/resolve',
    {
      config: GUARDED,
      schema: {
        summary: 'Say that an operation set aside is dealt with',
        params: Params,
        body: ResolveAsk,
        response: { 200: ParkedDetail },
      },
    },
    (request) => takeStep(site, request, { kind: 'resolved', ...request.body }),
  );
}

type Asked = FastifyRequest<OfOne>;

async function mustFind(site: SiteContext, request: Asked) {
  const found = await readOneParked(site.pool, personOf(request), request.params.op);
  if (found === undefined) throw new ProblemError('not-found');
  return found;
}

async function detailOf(site: SiteContext, request: Asked): Promise<ParkedDetail> {
  const { op, raw } = await mustFind(site, request);
  const payload = raw === undefined ? '' : shownPayload(raw);
  return { op, bytes: raw?.length ?? null, payload };
}

/**
 * The step is on record before anything is read again: what cannot be told does not happen. One that was
 * told before is read again, too: the answer may have been lost because the reading failed.
 */
async function takeStep(
  site: SiteContext,
  request: Asked,
  asked: Pick<ParkedStep, 'kind' | 'step_id' | 'note'>,
): Promise<ParkedDetail> {
  const { op, stream } = await mustFind(site, request);
  const known = op.steps.find(({ step_id: id }) => id === asked.step_id);
  if (known === undefined) {
    const { subject, name } = personOf(request);
    const { op_id, store, till } = op;
    await tellParkedStep(
      site,
      { v: 1, op_id, store, till, who: name === '' ? subject : name, at_ms: site.now(), ...asked },
      `console:${subject}`,
    );
  }
  const told = await detailOf(site, request);
  if ((known?.kind ?? asked.kind) === 'sent-again') await replayStream(site, stream);
  return told;
}
