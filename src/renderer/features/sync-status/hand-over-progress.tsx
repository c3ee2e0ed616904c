import { useTillView } from '../../shared/till-context.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { say } from '../../shared/words/say.ts';
import { recordWords } from './record-words.ts';

/** How far the file is, as the worker tells it. */
export function HandOverProgress({ doing }: { doing: string }) {
  const view = useTillView(({ handOver }) => handOver);
  if (view === undefined || view.total === 0) return <Progress label={`${doing} …`} percent={0} />;
  const { done, total } = view;
  return (
    <Progress
      label={say('{doing} … {done} of {records}', { doing, done, records: recordWords(total) })}
      percent={Math.floor((done * 100) / total)}
    />
  );
}
