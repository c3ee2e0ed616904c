import type { ExportFault } from './export-seal.ts';

/** What a person is told of a file that is not taken, and what to do next. */
export const EXPORT_FAULTS: Record<ExportFault, string> = {
  'not-an-export': 'This is no export file of Evertill. Choose the file that ends in .evertill.',
  'newer-format': 'A newer Evertill wrote this file. Update this one, or use a till that is newer.',
  'not-a-code': 'The code has 20 letters and figures, in groups of four. Type it as it was shown.',
  'wrong-code':
    'The code does not fit this file. Look at the code again; if it is right, copy the file again.',
  damaged: 'The file is damaged and nothing of it was used. Copy it again from where it was made.',
  'other-region': 'This file is of another region. Hand it in at a till of that region.',
};
