/**
 * A column: text in quotes, or a number with so many places behind the comma. Names and their order are
 * our own transcription of DSFinV-K 2.3 from its published tables: no proof of conformance.
 */
export type Column = { readonly name: string; readonly places?: number };
export type TableShape = {
  readonly file: string;
  /** Its name in the specification. */
  readonly name: string;
  readonly columns: readonly Column[];
};

export const TAXONOMY_VERSION = '2.3';

/** `A B:2 C:0`: a text, and numbers with two places and with none. */
function shape(file: string, name: string, columns: string): TableShape {
  const keys = 'Z_KASSE_ID Z_ERSTELLUNG Z_NR:0';
  const all = `${keys} ${columns}`.trim().split(/\s+/).map(columnOf);
  return { file: `${file}.csv`, name, columns: all };
}

function columnOf(text: string): Column {
  const [name = '', places] = text.split(':');
  return places === undefined ? { name } : { name, places: Number(places) };
}

export const DSFINVK_TABLES = [
  shape(
    'lines',
    'Bonpos',
    `BON_ID POS_ZEILE GUTSCHEIN_NR ARTIKELTEXT POS_TERMINAL_ID GV_TYP GV_NAME INHAUS:0 P_STORNO:0
     AGENTUR_ID:0 ART_NR GTIN WARENGR_ID WARENGR MENGE:3 FAKTOR:3 EINHEIT STK_BR:5`,
  ),
  shape(
    'lines_vat',
    'Bonpos_USt',
    'BON_ID POS_ZEILE UST_SCHLUESSEL:0 POS_BRUTTO:5 POS_NETTO:5 POS_UST:5',
  ),
  shape(
    'itemamounts',
    'Bonpos_Preisfindung',
    'BON_ID POS_ZEILE TYP UST_SCHLUESSEL:0 PF_BRUTTO:5 PF_NETTO:5 PF_UST:5',
  ),
  shape(
    'subitems',
    'Bonpos_Zusatzinfo',
    `BON_ID POS_ZEILE ZI_ART_NR ZI_GTIN ZI_NAME ZI_WARENGR_ID ZI_WARENGR ZI_MENGE:3 ZI_FAKTOR:3
     ZI_EINHEIT ZI_UST_SCHLUESSEL:0 ZI_BASISPREIS_BRUTTO:5 ZI_BASISPREIS_NETTO:5 ZI_BASISPREIS_UST:5`,
  ),
  shape(
    'transactions',
    'Bonkopf',
    `BON_ID BON_NR:0 BON_TYP BON_NAME TERMINAL_ID BON_STORNO:0 BON_START BON_ENDE BEDIENER_ID
     BEDIENER_NAME UMS_BRUTTO:2 KUNDE_NAME KUNDE_ID KUNDE_TYP KUNDE_STRASSE KUNDE_PLZ KUNDE_ORT
     KUNDE_LAND KUNDE_USTID BON_NOTIZ`,
  ),
  shape(
    'transactions_vat',
    'Bonkopf_USt',
    'BON_ID UST_SCHLUESSEL:0 BON_BRUTTO:5 BON_NETTO:5 BON_UST:5',
  ),
  shape('allocation_groups', 'Bonkopf_AbrKreis', 'BON_ID ABRECHNUNGSKREIS'),
  shape(
    'datapayment',
    'Bonkopf_Zahlarten',
    'BON_ID ZAHLART_TYP ZAHLART_NAME ZAHLWAEH_CODE ZAHLWAEH_BETRAG:2 BASISWAEH_BETRAG:2',
  ),
  shape(
    'references',
    'Bon_Referenzen',
    'BON_ID POS_ZEILE REF_TYP REF_NAME REF_DATUM REF_Z_KASSE_ID REF_Z_NR:0 REF_BON_ID',
  ),
  shape(
    'transactions_tse',
    'TSE_Transaktionen',
    `BON_ID TSE_ID:0 TSE_TANR:0 TSE_TA_START TSE_TA_ENDE TSE_TA_VORGANGSART TSE_TA_SIGZ:0 TSE_TA_SIG
     TSE_TA_FEHLER TSE_TA_VORGANGSDATEN`,
  ),
  shape(
    'cashpointclosing',
    'Stamm_Abschluss',
    `Z_BUCHUNGSTAG TAXONOMIE_VERSION Z_START_ID Z_ENDE_ID NAME STRASSE PLZ ORT LAND STNR USTID
     Z_SE_ZAHLUNGEN:2 Z_SE_BARZAHLUNGEN:2`,
  ),
  shape('location', 'Stamm_Orte', 'LOC_NAME LOC_STRASSE LOC_PLZ LOC_ORT LOC_LAND LOC_USTID'),
  shape(
    'cashregister',
    'Stamm_Kassen',
    `KASSE_BRAND KASSE_MODELL KASSE_SERIENNR KASSE_SW_BRAND KASSE_SW_VERSION KASSE_BASISWAEH_CODE
     KEINE_UST_ZUORDNUNG:0`,
  ),
  shape(
    'slaves',
    'Stamm_Terminals',
    `TERMINAL_ID TERMINAL_BRAND TERMINAL_MODELL TERMINAL_SERIENNR TERMINAL_SW_BRAND
     TERMINAL_SW_VERSION`,
  ),
  shape(
    'pa',
    'Stamm_Agenturen',
    `AGENTUR_ID:0 AGENTUR_NAME AGENTUR_STRASSE AGENTUR_PLZ AGENTUR_ORT AGENTUR_LAND AGENTUR_STNR
     AGENTUR_USTID`,
  ),
  shape('vat', 'Stamm_USt', 'UST_SCHLUESSEL:0 UST_SATZ:2 UST_BESCHR'),
  shape(
    'tse',
    'Stamm_TSE',
    `TSE_ID:0 TSE_SERIAL TSE_SIG_ALGO TSE_ZEITFORMAT TSE_PD_ENCODING TSE_PUBLIC_KEY TSE_ZERTIFIKAT_I
     TSE_ZERTIFIKAT_II`,
  ),
  shape(
    'businesscases',
    'Z_GV_Typ',
    'GV_TYP GV_NAME AGENTUR_ID:0 UST_SCHLUESSEL:0 Z_UMS_BRUTTO:5 Z_UMS_NETTO:5 Z_UST:5',
  ),
  shape('payment', 'Z_Zahlart', 'ZAHLART_TYP ZAHLART_NAME Z_ZAHLART_BETRAG:2'),
  shape('cash_per_currency', 'Z_Waehrungen', 'ZAHLART_WAEH ZAHLART_BETRAG_WAEH:2'),
] as const satisfies readonly TableShape[];
