/** What a kind of printer can do; everything its bytes depend on. */
export type PrinterProfile = {
  /** Characters in a row of its normal font. */
  readonly columns: number;
  /** How it numbers its code pages. */
  readonly numbering: 'epson' | 'xprinter';
  /** Code pages it has, the one to prefer first; a sign none of them has prints as "?". */
  readonly codePages: readonly ('cp437' | 'cp737' | 'cp852' | 'cp858' | 'cp866')[];
  readonly cutter: 'partial' | 'full' | 'none';
  /** Rows between head and blade. */
  readonly feedBeforeCut: number;
  readonly drawer: boolean;
};

const EUROPE = ['cp858', 'cp852', 'cp737', 'cp866'] as const;

/** By the name that settings use. */
export const PRINTER_PROFILES = {
  /** Epson TM-T88 and what calls itself alike: 80 mm, 42 columns. */
  'epson-42': {
    columns: 42,
    numbering: 'epson',
    codePages: EUROPE,
    cutter: 'partial',
    feedBeforeCut: 4,
    drawer: true,
  },
  /** Epson TM-T20, TM-m30: 80 mm, 48 columns. */
  'epson-48': {
    columns: 48,
    numbering: 'epson',
    codePages: EUROPE,
    cutter: 'partial',
    feedBeforeCut: 4,
    drawer: true,
  },
  /** Xprinter and its many names: 80 mm, 48 columns, its own numbers for code pages. */
  'xprinter-48': {
    columns: 48,
    numbering: 'xprinter',
    codePages: EUROPE,
    cutter: 'full',
    feedBeforeCut: 4,
    drawer: true,
  },
  /** The least there is: the first code page, paper torn off by hand, no drawer on its plug. */
  'plain-42': {
    columns: 42,
    numbering: 'epson',
    codePages: ['cp437'],
    cutter: 'none',
    feedBeforeCut: 6,
    drawer: false,
  },
} as const satisfies Record<string, PrinterProfile>;

export type PrinterProfileName = keyof typeof PRINTER_PROFILES;

export function isPrinterProfile(name: string): name is PrinterProfileName {
  return Object.hasOwn(PRINTER_PROFILES, name);
}
