import XmlBuilder from 'fast-xml-builder';

/** An element: its name, attributes, and text or children; undefined children are left out. */
export type Xml = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly content: string | readonly (Xml | undefined)[];
};

/** `el('Amount', '1.00')`, `el('Total', { TotalType: 'x' }, [...])`. */
export function el(name: string, ...rest: El): Xml {
  const [first, second] = rest;
  if (second === undefined) return { name, content: first as Xml['content'] };
  return { name, attributes: first as NonNullable<Xml['attributes']>, content: second };
}
type El =
  | readonly [content: Xml['content']]
  | readonly [attributes: NonNullable<Xml['attributes']>, content: Xml['content']];

/** What XML 1.0 cannot hold at all, not even escaped. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

type Node = Record<string, unknown>;

const builder = new XmlBuilder({
  preserveOrder: true,
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  format: true,
});

/** The whole document, UTF-8. Order of elements is kept: schemas are sequences. */
export function xmlText(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([nodeOf(root)]).trim()}\n`;
}

function nodeOf({ name, attributes, content }: Xml): Node {
  const children =
    typeof content === 'string'
      ? [{ '#text': clean(content) }]
      : content.flatMap((child) => (child === undefined ? [] : [nodeOf(child)]));
  const named = Object.entries(attributes ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[`@_${key}`, clean(value)]],
  );
  return named.length === 0
    ? { [name]: children }
    : { [name]: children, ':@': Object.fromEntries(named) as Node };
}

const clean = (text: string): string => text.replaceAll(FORBIDDEN, '\uFFFD');
