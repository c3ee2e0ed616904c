import { deriveStreamId, type Sha256 } from '../../domain/oplog/op-id.ts';
import { wireStream } from './branch-key.ts';
import type { StreamRow } from './ports.ts';

/** Is it this till's, written on whatever machine? (D20) */
export function isOwnStream(
  { sha256, tillId }: { sha256: Sha256; tillId: string },
  { id, salt }: Pick<StreamRow, 'id' | 'salt'>,
): boolean {
  return deriveStreamId(sha256, tillId, salt) === wireStream(id);
}
