import Schema from 'typebox/schema';
import type { RawAnswer } from './fuzz/raw-client.ts';

type Content = Record<string, { schema: object }>;
type Operation = { responses: Record<string, { content?: Content }> };
export type OpenApi = { openapi: string; paths: Record<string, Record<string, Operation>> };

/** `METHOD /path/{name}` of every operation. */
export function operationsOf(document: OpenApi): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** The operation a request meets; undefined where none does. */
export function operationOf(
  document: OpenApi,
  method: string,
  path: string,
): { name: string; operation: Operation } | undefined {
  const paths = Object.keys(document.paths);
  const exact = paths.find((template) => template === path);
  const template = exact ?? paths.find((one) => matches(one, path));
  const operation = template && document.paths[template]?.[method.toLowerCase()];
  return operation ? { name: `${method} ${template}`, operation } : undefined;
}

function matches(template: string, path: string): boolean {
  const source = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return template.includes('{') && new RegExp(`^${source}$`).test(path);
}

/** What of an answer the document does not say; undefined where it says it all. */
export function undocumented(
  operation: Operation,
  answer: Extract<RawAnswer, { kind: 'answer' }>,
): string | undefined {
  const { status, headers, body } = answer;
  const said = operation.responses[String(status)];
  if (said === undefined) return `status ${status}: ${body.slice(0, 120)}`;
  const [type] = (headers['content-type'] ?? '').split(';');
  if (said.content === undefined) return body === '' ? undefined : `${status} has a body`;
  const content = said.content[type ?? ''];
  if (content === undefined) return `${status} as ${type}`;
  if (type?.endsWith('json') !== true || type === 'application/x-ndjson') return undefined;
  const value: unknown = JSON.parse(body);
  if (Schema.Check(content.schema, value)) return undefined;
  return `${status} has another body: ${JSON.stringify(Schema.Errors(content.schema, value)).slice(0, 300)}`;
}
