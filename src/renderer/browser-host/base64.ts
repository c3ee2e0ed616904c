import { fromBase64url } from '../../domain/oplog/base64url.ts';

/** UTF-8 text of base64url; undefined where it is neither. */
export function textOfBase64url(text: string): string | undefined {
  const bytes = fromBase64url(text);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
