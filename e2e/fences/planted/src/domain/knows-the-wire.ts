// plants: domain-is-pure
import type { Wire } from '../contracts/wire.ts';

export type Sale = Wire;
