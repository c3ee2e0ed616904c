// plants: renderer-is-a-page
import { journal } from '../../main/journal.ts';

export const mine = journal;
