// plants: renderer-is-a-page
import { readFileSync } from 'node:fs';

export const file = readFileSync;
