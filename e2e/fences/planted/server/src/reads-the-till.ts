// plants: server-stands-alone
import { plan } from '../../src/sync/core/plan.ts';

export const theirs = plan;
