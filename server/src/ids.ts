/** 16-byte ids cross the wire as base64url and lie in the database as bytes. */
export const idBytes = (id: string): Buffer => Buffer.from(id, 'base64url');
export const idText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
