// plants: sync-core-is-pure
import { Dexie } from 'dexie';

export const db = new Dexie('till');
