/** A port nobody listens on at this moment, on 127.0.0.1. */
export declare function freePort(): Promise<number>;
