// plants: preload-is-thin
import { journal } from '../main/journal.ts';

export const mine = journal;
