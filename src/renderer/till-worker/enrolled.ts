import type { IpcAnswer, TillIdentity } from '../../contracts/ipc.ts';

/** Who this till is, once a site enrolled it. */
export type Enrolled = Extract<TillIdentity, { state: 'enrolled' }>;
/** What the host says of itself. */
export type AppInfo = IpcAnswer<'app.info'>;
