/** Words of PromQL that are neither functions nor metrics. */
const KEYWORDS = new Set(
  'and or unless by without on ignoring group_left group_right offset bool inf nan'.split(' '),
);

/**
 * Metric names in a PromQL expression, each once. Strings, label matchers, ranges and the labels of `by`
 * and its like are taken out; what is left and is no function and no keyword is a metric.
 */
export function promqlNames(expr: string): string[] {
  const bare = expr
    .replaceAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, ' ')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, ' ');
  const found = new Set<string>();
  for (const [word] of bare.matchAll(/(?<![\w.])[A-Za-z_:][\w:]*(?!\s*\()(?![\w:])/g))
    if (!KEYWORDS.has(word.toLowerCase())) found.add(word);
  return [...found];
}
