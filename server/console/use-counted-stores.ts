import { useEffect, useState } from 'react';
import { ReleasePreview } from '../../src/contracts/release.ts';
import { ask } from './ask.ts';

/** Somebody who still writes is not asked about each letter. */
const REST_MS = 300;

/**
 * How many stores an audience has, asked of the site as a form is written: the same count that the start
 * will make. Takes the body of the question; undefined while there is none or its answer is awaited.
 */
export function useCountedStores(question: object | undefined): ReleasePreview | undefined {
  const wanted = question === undefined ? '' : JSON.stringify(question);
  const [told, setTold] = useState<{ of: string; preview: ReleasePreview }>();
  useEffect(() => {
    const run = { isOver: false };
    const timer = setTimeout(() => {
      if (wanted === '') return;
      const body: unknown = JSON.parse(wanted);
      void ask('/console/api/releases/preview', ReleasePreview, body).then((answer) => {
        if (!run.isOver && answer.ok) setTold({ of: wanted, preview: answer.value });
        return undefined;
      });
    }, REST_MS);
    return () => {
      run.isOver = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  return told?.of === wanted ? told.preview : undefined;
}
