/** Which head-office row a value came from: hybrid clock and origin site of the write (D15). */
export type ChangeStamp = { readonly hlc: number; readonly origin: string };
