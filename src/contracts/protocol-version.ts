/**
 * The wire version a till speaks. History, newest first:
 * 1 (2026-11-21): hello, ops, changes, snapshots, events, enrol.
 * A till one version older keeps working for 90 days, so the floor trails the version.
 */
export const PROTOCOL_VERSION = 1;
/** Oldest version a site still answers; below it: 426 `protocol-too-old`. */
export const PROTOCOL_FLOOR = 1;
