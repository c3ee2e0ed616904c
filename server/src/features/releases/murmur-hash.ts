import murmur from 'imurmurhash';

/** MurmurHash3 (x86, 32 bits, seed 0), by the library that flagd's evaluator has; ASCII alone (REL1). */
export const murmurHash = (ascii: string): number => murmur(ascii).result();
