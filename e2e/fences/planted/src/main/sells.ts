// plants: main-has-no-rules
import { cents } from '../domain/money.ts';

export const price = cents;
