// plants: contracts-know-schemas
import { cents } from '../domain/money.ts';

export const unit = cents;
