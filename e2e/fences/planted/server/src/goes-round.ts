import { back } from './comes-back.ts';

export const round = (): number => back() + 1;
