import { expect, it } from 'vitest';
import { unusablePhase } from './unusable-words.ts';

it.each(['no-region-file', 'bad-region-file', 'state-unreadable', 'second-tab'])(
  'says %s in a sentence and keeps the next step',
  (reason) => {
    const phase = unusablePhase({ reason, next: 'Call support.' });
    expect(phase).toMatchObject({ at: 'unusable', next: 'Call support.' });
    expect(phase).toHaveProperty('reason', expect.stringMatching(/^[A-Z].* .*\.$/));
    expect(JSON.stringify(phase)).not.toContain(reason);
  },
);

it('shows a kind it has no words for', () => {
  expect(unusablePhase({ reason: 'new-kind', next: '' })).toMatchObject({
    reason: 'The till stopped (new-kind).',
  });
});
