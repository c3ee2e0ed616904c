/**
 * The page's one Trusted Types policy. It admits the addresses of our own bundle's scripts, for
 * workers, and has no rule for HTML or script texts: those stay refused.
 */
const OWN_SCRIPT =
  /^(?:assets\/[\w.-]+\.js|(?:till-worker|browser-host)\/[\w/.-]+\.ts|[\w-]+\.js)$/;

/** Whether an address is a script of our own bundle, seen from the page's own address. */
export function isOwnScript(address: string, pageAddress: string): boolean {
  const folder = new URL('.', pageAddress).href;
  const { href, search, hash } = new URL(address, pageAddress);
  const path = href.slice(0, href.length - search.length - hash.length);
  return path.startsWith(folder) && OWN_SCRIPT.test(path.slice(folder.length));
}

type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): unknown;
};

/** Sets the default policy; engines without Trusted Types need none. */
export function admitOwnScriptsOnly(page: Window): void {
  // TypeScript's DOM library does not know Trusted Types yet.
  const { trustedTypes } = page as unknown as { trustedTypes?: PolicyFactory };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      if (isOwnScript(address, page.location.href)) return address;
      throw new TypeError(`not a script of this till: ${address}`);
    },
  });
}
