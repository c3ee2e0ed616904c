export type PostgresBinaries = {
  initdb: string;
  postgres: string;
};
/** Account PostgreSQL runs as; undefined: the caller's own. */
export type Account = {
  uid: number;
  gid: number;
};
/** An unprivileged account where we are root (PostgreSQL refuses root), else undefined. */
export declare function postgresAccount(): Account | undefined;
/** True where an account that owns nothing on the way may pass every folder down to `path`. */
export declare function reachable(path: string): boolean;
/** A folder under the temporary directory that stands in for `path` from now on. */
export declare function reachableStandIn(path: string): string;
/** Paths of initdb and postgres, copied to a reachable place where the clone sits in a private folder. */
export declare function postgresBinaries(account: Account | undefined): Promise<PostgresBinaries>;
