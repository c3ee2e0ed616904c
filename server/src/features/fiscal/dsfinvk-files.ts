import { el, xmlText, type Xml } from '../books/xml.ts';
import { DSFINVK_TABLES, type Column, type TableShape } from './dsfinvk-tables.ts';
import type { Cell, Row, Rows } from './dsfinvk-rows.ts';

const CRLF = '\r\n';
/** A line end inside an XML text would be read as another one; it has to stand as its figures. */
const LINE_END = '&#13;&#10;';
const LINE_END_MARK = '{record-end}';

/** All files of an export: every table, also one without rows, and the `index.xml` that describes them. */
export function dsfinvkFiles(closings: readonly Rows[], supplier: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const table of DSFINVK_TABLES)
    files.set(
      table.file,
      csvOf(
        table,
        closings.flatMap((rows) => rows.get(table.file) ?? []),
      ),
    );
  files.set('index.xml', indexXml(supplier));
  return files;
}

function csvOf({ columns }: TableShape, rows: readonly Row[]): string {
  const head = columns.map(({ name }) => quoted(name)).join(';');
  const lines = rows.map((row) =>
    columns.map((column) => cellOf(column, row[column.name])).join(';'),
  );
  return [head, ...lines].map((line) => line + CRLF).join('');
}

/** Numbers stand bare with a comma; of text nothing is left out but line ends, which no reader expects. */
function cellOf({ name, places }: Column, cell: Cell | undefined): string {
  if (cell === undefined) return places === undefined ? quoted('') : '';
  if (typeof cell === 'string') {
    if (places !== undefined) throw new Error(`${name} is a number`);
    return quoted(cell);
  }
  if (places === undefined || cell.places > places) throw new Error(`${name} is no such number`);
  return decimal(cell.units, cell.places);
}

const quoted = (text: string): string =>
  `"${text.replaceAll(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;

function decimal(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, '0');
  const sign = units < 0 ? '-' : '';
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)},${digits.slice(-places)}`;
}

/** The description that the authorities' reader asks for (GDPdU); its DTD is theirs and lies not here. */
function indexXml(supplier: string): string {
  const text = xmlText(
    el('DataSet', [
      el('Version', '1.0'),
      el('DataSupplier', [
        el('Name', supplier),
        el('Location', ''),
        el('Comment', 'DSFinV-K nach eigener Abschrift der Taxonomie'),
      ]),
      el('Media', [el('Name', 'DSFinV-K'), ...DSFINVK_TABLES.map(tableXml)]),
    ]),
  );
  return text
    .replace('?>\n', '?>\n<!DOCTYPE DataSet SYSTEM "gdpdu-01-09-2004.dtd">\n')
    .replaceAll(LINE_END_MARK, LINE_END);
}

function tableXml({ file, name, columns }: TableShape): Xml {
  return el('Table', [
    el('URL', file),
    el('Name', name),
    el('Description', name),
    el('UTF8', ''),
    el('DecimalSymbol', ','),
    el('DigitGroupingSymbol', '.'),
    el('Range', [el('From', '2')]),
    el('VariableLength', [
      el('ColumnDelimiter', ';'),
      el('RecordDelimiter', LINE_END_MARK),
      el('TextEncapsulator', '"'),
      ...columns.map(({ name: column, places }) =>
        el('VariableColumn', [
          el('Name', column),
          places === undefined
            ? el('AlphaNumeric', '')
            : el('Numeric', places === 0 ? '' : [el('Accuracy', String(places))]),
        ]),
      ),
    ]),
  ]);
}
