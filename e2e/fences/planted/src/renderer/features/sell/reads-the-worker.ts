// plants: screens-hold-no-rules
import { desk } from '../../till-worker/desk.ts';

export const rules = desk;
