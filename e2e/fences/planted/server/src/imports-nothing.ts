// plants: no-broken-import
import { gone } from './gone.ts';

export const nothing = gone;
