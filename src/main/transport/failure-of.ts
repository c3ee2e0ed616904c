import type { TransportFailure } from '../../contracts/ipc.ts';

const BY_CODE: Readonly<Record<string, TransportFailure>> = {
  ECONNREFUSED: 'refused',
  // The nearest router says at once that there is no way: as quick and as certain as a refusal.
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ENETDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ETIMEDOUT: 'connect-timeout',
  CERT_NOT_YET_VALID: 'tls-time',
  CERT_HAS_EXPIRED: 'tls-time',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
};
const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|INVALID_|CRL_|ERROR_IN_)/;

/** Sorts a socket's or TLS error by its code. `detail` is the code alone: never a body or a header. */
export function failureOf(error: unknown): { failure: TransportFailure; detail: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const known = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return { failure: known ?? (TLS_CODE.test(code) ? 'tls' : 'other'), detail: code };
}
