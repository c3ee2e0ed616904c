import type { DocumentSignedBody } from '../../../../src/contracts/signing-device.ts';
import type { Bon } from './bon.ts';
import type { Cell, Row } from './dsfinvk-rows.ts';

/** What the log says of signatures, for one closing. */
export type Signing = {
  /** The store's documents are to be signed. */
  isOn: boolean;
  /** Its till signs cash that moves too: those of before did not (TSE8). */
  signsCash?: boolean;
  /** By document. */
  seals: ReadonlyMap<string, DocumentSignedBody>;
};

/** Said of every receipt of a till that has no signing device. */
export const NO_TSE = 'keine TSE angebunden';
/** A till of before ADR 58, a drawer that opened empty, or what foreign notes are off. */
export const NOT_OF_DEVICE = 'Vorgang ohne Beleg, wird nicht signiert';
/** The document is there, and nobody told what became of its signature. */
export const NOTHING_TOLD = 'keine Angabe zur Signatur eingegangen';

const WORDS: Readonly<Record<NonNullable<DocumentSignedBody['unsigned']>['why'], string>> = {
  'no-device': 'keine TSE eingerichtet',
  unreachable: 'TSE nicht erreichbar',
  silent: 'TSE antwortet nicht rechtzeitig',
  'cut-off': 'Verbindung zur TSE abgerissen',
  garbled: 'TSE antwortet unverständlich',
  interrupted: 'Kasse vor der Signatur ausgefallen',
  'certificate-expired': 'Zertifikat der TSE abgelaufen',
  'memory-full': 'Speicher der TSE voll',
  'other-data': 'TSE hat andere Daten signiert',
};

const num = (units: number): Cell => ({ units, places: 0 });
const time = (ms: number): string => new Date(ms).toISOString();

/** Serial numbers of the devices that signed, in the order they first did. */
export function devicesOf({ seals }: Signing, bons: readonly Bon[]): string[] {
  const serials = bons.flatMap(({ id }) => seals.get(id)?.signed?.serial ?? []);
  return [...new Set(serials)];
}

/** The row of a receipt in `transactions_tse.csv`: its signature, or why there is none. */
export function tseRow(bon: Bon, signing: Signing, devices: readonly string[]): Row {
  const seal = signing.seals.get(bon.id);
  if (seal === undefined) return { TSE_TA_FEHLER: withoutSeal(bon, signing) };
  const { signed, unsigned, process_type: type, process_data: data } = seal;
  const process = { TSE_TA_VORGANGSART: type, TSE_TA_VORGANGSDATEN: data };
  if (signed === undefined) return { ...process, TSE_TA_FEHLER: unsignedWords(unsigned) };
  return {
    ...process,
    TSE_ID: num(devices.indexOf(signed.serial) + 1),
    TSE_TANR: num(signed.transaction),
    TSE_TA_START: time(signed.started_ms),
    TSE_TA_ENDE: time(signed.logged_ms),
    TSE_TA_SIGZ: num(signed.counter),
    TSE_TA_SIG: signed.signature,
    ...(seal.is_late === true ? { TSE_TA_FEHLER: 'verspätet signiert, Beleg ohne Signatur' } : {}),
  };
}

function withoutSeal(bon: Bon, signing: Signing): string {
  if (!signing.isOn) return NO_TSE;
  return isDue(bon, signing) ? NOTHING_TOLD : NOT_OF_DEVICE;
}

/** Somebody has to have told what became of its signature. */
export const isDue = ({ isDocument, isCash }: Bon, { signsCash }: Signing): boolean =>
  isDocument === true || (signsCash === true && isCash === true);

function unsignedWords(unsigned: DocumentSignedBody['unsigned']): string {
  if (unsigned === undefined) return NOTHING_TOLD;
  return `TSE ausgefallen seit ${time(unsigned.since_ms)}: ${WORDS[unsigned.why]}`;
}

/** The row of each device in `tse.csv`; what a certificate says is its maker's to give. */
export function deviceRows({ seals }: Signing, devices: readonly string[]): Row[] {
  return devices.flatMap((serial, i) => {
    const one = [...seals.values()].find(({ signed }) => signed?.serial === serial)?.signed;
    if (one === undefined) return [];
    return [
      {
        TSE_ID: num(i + 1),
        TSE_SERIAL: serial,
        TSE_SIG_ALGO: one.algorithm,
        TSE_ZEITFORMAT: one.time_format,
        TSE_PD_ENCODING: 'UTF-8',
        TSE_PUBLIC_KEY: one.public_key,
      },
    ];
  });
}
