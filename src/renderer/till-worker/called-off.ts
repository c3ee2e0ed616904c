/**
 * Thrown by a fact's body in the committer's turn: what it was asked for holds no more, so nothing is
 * written. Never an answer: whoever asked catches it.
 */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/** What the commit answers, or that its own body called it off. */
export async function unlessCalledOff<T>(committing: Promise<T>): Promise<T | 'called-off'> {
  try {
    return await committing;
  } catch (error) {
    if (error instanceof CalledOff) return 'called-off';
    throw error;
  }
}
