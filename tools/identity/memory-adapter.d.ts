/** Of the library, which has no types of its own: chosen by name it does not warn that it forgets. */
declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  import type { AdapterConstructor } from 'oidc-provider';

  export function createMemoryAdapter(clockToleranceS: number): AdapterConstructor;
}
