import { getCurrentFuseWire, type FuseConfig } from '@electron/fuses';

/** Fuses by their place on the wire, and how each must be in a till. */
const WANTED = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
] as const;

/** Fuses of a program that are not as a till needs them; a wire that cannot be read throws. */
export async function fuseFaults(program: string): Promise<string[]> {
  const wire: FuseConfig<number> = await getCurrentFuseWire(program);
  return WANTED.filter(([, on], place) => Reflect.get(wire, place) !== (on ? ON : OFF)).map(
    ([name, on]) => `the fuse ${name} is not ${on ? 'on' : 'off'}`,
  );
}

/** The digits that Electron reads. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);
