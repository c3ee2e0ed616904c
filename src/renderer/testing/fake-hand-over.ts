import type { ExportAnswer, ImportAnswer } from '../shared/hand-over-api.ts';

export const FAKE_EXPORT: ExportAnswer = {
  ok: true,
  code: 'K7M2-9QX4-TBW3-HN8C-5RVE',
  path: '/home/till/.config/evertill-state/6f1c/exports/evertill-export-0417-02-20261121-1705.evertill',
  records: 12,
};

export const FAKE_IMPORT: ImportAnswer = {
  ok: true,
  tillId: 'eu-0417-03',
  site: 'A',
  records: 12,
  fresh: 9,
  refused: 0,
};
