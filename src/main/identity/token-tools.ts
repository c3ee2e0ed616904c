import type { TokenTools } from '../../contracts/read-token.ts';
import { verifyText } from './ed25519.ts';

/** Signed statements, read with Node's crypto. */
export const nodeTokenTools: TokenTools = {
  text: (base64url) => Buffer.from(base64url, 'base64url').toString(),
  verify: async (...claim) => verifyText(...claim),
};
