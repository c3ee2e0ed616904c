import type { TillDb } from '../../../sync/adapters/till-db.ts';

/** The documents that can be found now: in training what was practised, else what was sold (TRN4). */
export function docsOfMode(
  db: Pick<TillDb, 'docs' | 'trainingDocs'>,
  isTraining: () => boolean,
): Pick<TillDb, 'docs'> {
  return {
    get docs() {
      return isTraining() ? db.trainingDocs : db.docs;
    },
  };
}
