import { describe, expect, it } from 'vitest';
import { FIRST_VIEW } from '../first-view.ts';
import type { SyncView } from '../till-api.ts';
import { statusSentence } from './status-sentence.ts';

const say = (parts: Partial<SyncView>): string =>
  statusSentence({ ...FIRST_VIEW.sync, ...parts }).text;

describe('the status sentence', () => {
  it('says where the sales are and that they are safe', () => {
    expect(say({ line: 'online' })).toBe('Online · every sale is at head office');
    expect(say({ line: 'online', waiting: 1, oldestMs: 900 })).toBe(
      'Online · sending · 1 sale safe on this till · oldest under 1 min',
    );
    expect(say({ line: 'offline', waiting: 12, oldestMs: 250_000 })).toBe(
      'Offline · 12 sales safe on this till · oldest 4 min',
    );
    expect(say({ line: 'offline' })).toBe('Offline · nothing is waiting');
    expect(say({ line: 'offline', drillUntil: '14:30', waiting: 2, oldestMs: 900 })).toBe(
      'Line drill until 14:30 · 2 sales safe on this till · oldest under 1 min',
    );
    expect(say({ line: 'online', drillUntil: '14:30' })).toBe(
      'Line drill until 14:30 · nothing is waiting',
    );
    expect(say({ line: 'checking' })).toBe('Checking the line · nothing is waiting');
  });
});
