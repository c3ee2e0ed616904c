// plants: main-has-no-rules
import { plan } from '../sync/core/plan.ts';

export const mine = plan;
