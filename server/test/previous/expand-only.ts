import type { Column, Schema } from './read-schema.ts';

/**
 * Why code of the older schema could fail on the newer one; empty where the newer one only adds. A
 * column that is gone, renamed or of another type fails reads; one that takes no NULL any more, or a
 * new one without a default that must be filled, fails writes.
 */
export function contractions(older: Schema, newer: Schema): string[] {
  return Object.entries(older).flatMap(([table, columns]) => {
    const now = newer[table];
    if (now === undefined) return [`${table} is gone`];
    const changed = Object.entries(columns).flatMap(([name, was]) =>
      columnFaults(`${table}.${name}`, was, now[name]),
    );
    const demanded = Object.entries(now)
      .filter(([name, is]) => columns[name] === undefined && !is.nullable && !is.hasDefault)
      .map(([name]) => `${table}.${name} is new and must be filled`);
    return [...changed, ...demanded];
  });
}

function columnFaults(name: string, was: Column, is: Column | undefined): string[] {
  if (is === undefined) return [`${name} is gone`];
  if (is.type !== was.type) return [`${name} was ${was.type} and is ${is.type}`];
  if (was.nullable && !is.nullable) return [`${name} takes no NULL any more`];
  if (was.hasDefault && !is.hasDefault && !is.nullable) return [`${name} has no default any more`];
  return [];
}
