import { CardScreen } from '../../shared/ui/card-screen.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import type { Phase } from '../../shared/till-api.ts';

type Starting = Extract<Phase, { at: 'starting' }>;

const WORDS: Record<Starting['step'], { title: string; lead: string; label: string }> = {
  'opening-store': {
    title: 'Starting the till',
    lead: 'Opening what this till has stored.',
    label: 'Opening the store',
  },
  repairing: {
    title: 'Checking the sales of this till',
    lead: 'The till was not closed properly. It compares its two copies of every sale and completes whichever is behind. Nothing is lost; please wait.',
    label: 'Comparing both copies',
  },
};

/** Start-up and repair: what is being done and how far it is. */
export function StartingScreen({ phase }: { phase: Starting }) {
  const { title, lead, label } = WORDS[phase.step];
  return (
    <CardScreen title={title} lead={lead}>
      <Progress label={label} percent={phase.percent} />
    </CardScreen>
  );
}
