// plants: domain-is-pure
import { readFileSync } from 'node:fs';

export const tax = readFileSync('tax.json');
