import ts from 'typescript';

/** A sentence of the source: the key of every catalogue. */
export type FoundId = { id: string; at: number };
/** Text that a person would read and nobody says, as it stands in the source. */
export type Unsaid = { text: string; at: number };
/** Positions are offsets in the file. */
export type FoundWords = {
  ids: FoundId[];
  unsaid: Unsaid[];
  faults: { at: number; why: string }[];
};

const SAYERS = new Set(['say', 'sayToCustomer', 'later']);
/** What these are told is for whoever mends the till. */
const FOR_NOBODY = new Set(['Error', 'TypeError', 'RangeError', 'HostRefused', 'must', 'assert']);
/** Attributes and fields that are no words. */
const NO_WORDS =
  /^(className|class|id|key|kind|type|role|htmlFor|look|tone|at|action|about|command|name|step|keyCap|data-.*|aria-(live|current|describedby|keyshortcuts)|autoComplete|inputMode|d|viewBox|slot|mode|href|src|rel|form|state|weight|detail)$/;
/** The same everywhere: names of keys, units and standards, of the product, and languages' own. */
const SAME_EVERYWHERE =
  /^(Evertill|EAN|UPC|PIN|GTIN|(– )?[/·]? ?(kg|g|lb|ms)|GMT|Ed25519|Escape|Esc|Enter|Tab|Delete|Del|Backspace|Home|End|Insert|Space|Shift|Control|Alt|AltGraph|Arrow.*|Page(Up|Down)?|PgUp.*|F\d+|(Ctrl|Alt)\+.*|English|Deutsch|Français|Español)$/;

/** All that is said in a file, and all that should be. */
export function findWords(path: string, text: string): FoundWords {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const found: FoundWords = { ids: [], unsaid: [], faults: [] };
  // Others may have a `later` or a `say` of their own.
  const says = text.includes("/say.ts'");
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (says && ts.isCallExpression(node) && SAYERS.has(node.expression.getText())) {
      readSaid(node, found);
      node.arguments.slice(1).forEach(visit);
      return;
    }
    if (isForNobody(node)) return;
    const words = wordsOf(node);
    if (words !== undefined && isReadByPeople(words, node)) {
      found.unsaid.push({ text: words.trim().replaceAll(/\s+/g, ' '), at: node.getStart() });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function readSaid(call: ts.CallExpression, found: FoundWords): void {
  const [first] = call.arguments;
  const name = call.expression.getText();
  const at = call.getStart();
  if (first === undefined || !ts.isStringLiteralLike(first)) {
    found.faults.push({ at, why: `${name} of something else than a text` });
    return;
  }
  if (name === 'later' && first.text.includes('{')) {
    found.faults.push({ at, why: 'later knows no values' });
  }
  found.ids.push({ id: first.text, at });
}

/** Text of a node that may be words; a hole of a template as a dash. */
function wordsOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text;
  if (ts.isStringLiteralLike(node)) return isCompared(node) ? undefined : node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('–');
}

/** Where it stands in JSX, begins as a sentence does, or is of several words. */
function isReadByPeople(text: string, node: ts.Node): boolean {
  const trimmed = text.trim();
  if (!/\p{L}{2}/u.test(trimmed) || SAME_EVERYWHERE.test(trimmed)) return false;
  if (ts.isJsxText(node)) return true;
  if (ts.isTemplateExpression(node) && /(^|\s)\p{L}{2,}[.,:)]?(\s|$)/u.test(text)) return true;
  const isSentence = /^(– ?)?\p{Lu}\p{Ll}+(?![-\w]*[A-Z_])/u.test(trimmed);
  return isSentence || /\p{L}{2,} \p{L}/u.test(trimmed);
}

/** A side of a comparison, a label of a `case`, a name of a field. */
function isCompared({ parent }: ts.Node): boolean {
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return kind !== ts.SyntaxKind.PlusToken && kind !== ts.SyntaxKind.QuestionQuestionToken;
  }
  return ts.isCaseClause(parent) || ts.isElementAccessExpression(parent);
}

function isForNobody(node: ts.Node): boolean {
  if (ts.isJsxAttribute(node)) return NO_WORDS.test(node.name.getText());
  if (ts.isPropertyAssignment(node)) {
    return NO_WORDS.test(node.name.getText().replaceAll(/['"]/g, ''));
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    return FOR_NOBODY.has(node.expression.getText());
  }
  return false;
}
