import type { TokenTools } from '../../contracts/read-token.ts';
import type { ManifestTools } from '../../contracts/read-manifest.ts';
import { sha256Text, verifyText } from './ed25519.ts';

/** Signed statements, read with Node's crypto. */
export const nodeTokenTools: TokenTools = {
  text: (base64url) => Buffer.from(base64url, 'base64url').toString(),
  verify: async (...claim) => verifyText(...claim),
};

/** The same, and what manifests of builds need. */
export const nodeManifestTools: ManifestTools = {
  ...nodeTokenTools,
  sha256: (text) => sha256Text(Buffer.from(text)),
};
