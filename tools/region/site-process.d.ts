export type SiteOptions = {
  /** Folder for the process log. */
  dir: string;
  region: string;
  site: string;
  port: number;
  databaseUrl: string;
  peer?: {
    id: string;
    url: string;
    replicationUrl: string;
  };
  siteKeyFile: string;
  trustFile: string;
  adminToken: string;
  webWorkers?: number;
  /** Further environment of the process. */
  env?: Readonly<Record<string, string>>;
};
export type SiteProcess = {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM: drains, then ends. */
  stop(): Promise<void>;
  /** SIGKILL of the primary and every worker. */
  kill(): Promise<void>;
};
/** True where a site answers ready. */
export declare function isReady(url: string): Promise<boolean>;
/** Starts a head-office process and resolves when it answers ready. */
export declare function startSite(options: SiteOptions): Promise<SiteProcess>;
