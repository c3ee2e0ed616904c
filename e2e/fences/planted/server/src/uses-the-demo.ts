// plants: no-tests-in-production
import { pair } from '../../tools/region/site-pair.ts';

export const mine = pair;
