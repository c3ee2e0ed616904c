import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { startIdentity, type IdentityServer } from '../identity/identity-server.ts';
import { codeNow, peopleFile, type Person } from '../identity/people.ts';
import { badInput } from './demo-error.ts';
import type { Region } from './demo-home.ts';
import type { DemoPorts } from './demo-ports.ts';
import { STORES } from './seed/stores.ts';

export type DemoIdentity = {
  /** What both sites are told. */
  env: Readonly<Record<string, string>>;
  people: readonly (Pick<Person, 'user' | 'name' | 'role' | 'stores'> & { password: string })[];
  /** The code of somebody's authenticator, now. */
  codeOf(user: string): string;
  close(): Promise<void>;
};

const CLIENT = 'evertill-console';

/** The demo's own identity provider: somebody of IT, and a manager for each store. */
export async function openDemoIdentity(
  dir: string,
  region: Region,
  ports: DemoPorts,
): Promise<DemoIdentity> {
  const { people, passwords } = peopleFile(path.join(dir, 'console-people.json'), [
    { user: 'it', name: 'Iris Tech', role: 'it', stores: [] },
    ...STORES[region].map(({ store, name }) => ({
      user: `manager-${store}`,
      name: `Manager ${name}`,
      role: 'manager' as const,
      stores: [store],
    })),
  ]);
  const secret = randomBytes(24).toString('base64url');
  const redirectUris = [ports.siteA, ports.siteB].map(
    (port) => `http://127.0.0.1:${port}/console/callback`,
  );
  const server: IdentityServer = await startIdentity({
    port: ports.identity,
    people,
    client: { id: CLIENT, secret, redirectUris },
  });
  return {
    env: {
      EVERTILL_OIDC_ISSUER: server.issuer,
      EVERTILL_OIDC_CLIENT_ID: CLIENT,
      EVERTILL_OIDC_CLIENT_SECRET: secret,
    },
    people: people.map((person) => ({ ...person, password: passwords[person.user] ?? '' })),
    codeOf(user) {
      const person = people.find((one) => one.user === user);
      const known = people.map((one) => one.user).join(', ');
      if (person === undefined) throw badInput(`nobody is called "${user}": ${known}`);
      return codeNow(person, Date.now());
    },
    close: () => server.close(),
  };
}
