import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CONTRACT_APP, expect, host, seenBy, test, type Bridge } from './contract-app.ts';
import { commandLineOf, processesOn } from './process-tree.ts';

declare const bridge: Bridge;

test.describe('what main can rely on', () => {
  test('names itself, its version and its folders as its package.json says', async ({
    contractApp: { app, profile },
  }) => {
    const told = await app.evaluate(({ app: a }) => ({
      name: a.getName(),
      version: a.getVersion(),
      packaged: a.isPackaged,
      ready: a.isReady(),
      userData: a.getPath('userData'),
      type: (process as unknown as { type: string }).type,
      standIn: (process.versions['electron'] ?? '').includes('standin'),
      chrome: process.versions['chrome']?.split('.').length,
    }));
    expect(told).toEqual({
      name: 'contract-app',
      version: '1.2.3',
      packaged: false,
      ready: true,
      userData: profile,
      type: 'browser',
      standIn: host.kind === 'stand-in',
      chrome: 4,
    });
  });

  test('app.setPath moves the profile', async ({ launchTill, freshProfile }) => {
    const moved = freshProfile();
    const { app } = await launchTill({ app: CONTRACT_APP, env: { CONTRACT_DATA: moved } });
    expect(await app.evaluate(({ app: a }) => a.getPath('userData'))).toBe(moved);
  });

  test('switches appended before ready reach Chromium', async ({
    contractApp: { app, profile },
  }) => {
    const main = app.process().pid ?? 0;
    const lines = [main, ...processesOn(profile)].map(commandLineOf);
    const feature = '--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout';
    const isSwitched = await app.evaluate(({ app: a }) =>
      a.commandLine.getSwitchValue('enable-features'),
    );
    expect(isSwitched).toBe('IdbSqliteBackingStore,IdbSqliteOnDiskRollout');
    // Electron hands its switches to renderers and keeps them out of its own command line.
    expect(lines.some((line) => line.some((arg) => arg.startsWith(feature)))).toBe(true);
  });

  test('a second start tells the first and ends', async ({ contractApp: { app, profile } }) => {
    const second = spawn(
      host.executablePath,
      ['--no-sandbox', CONTRACT_APP, `--user-data-dir=${profile}`],
      {
        stdio: 'ignore',
      },
    );
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).toBe(0);
    await expect.poll(async () => (await seenBy(app)).events).toEqual(['second second']);
  });

  test('a killed holder leaves no lock behind', async ({ launchTill, freshProfile }) => {
    const profile = freshProfile();
    const first = await launchTill({ app: CONTRACT_APP, profile });
    await first.kill();
    const again = await launchTill({ app: CONTRACT_APP, profile });
    expect((await seenBy(again.app)).events).toEqual([]);
    expect(await again.page.evaluate(() => bridge.invoke('where'))).toBe('app://till/');
  });

  test('safeStorage opens what it sealed, in the next process too', async ({
    launchTill,
    freshProfile,
  }) => {
    const profile = freshProfile();
    const first = await launchTill({ app: CONTRACT_APP, profile });
    const sealed = await first.app.evaluate(({ safeStorage }) => {
      safeStorage.setUsePlainTextEncryption(true);
      return [
        safeStorage.encryptString('till key').toString('base64'),
        safeStorage.getSelectedStorageBackend(),
      ];
    });
    await first.app.close();
    expect(Buffer.from(sealed[0] ?? '', 'base64').toString('latin1')).not.toContain('till key');
    expect(['basic_text', 'gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']).toContain(
      sealed[1],
    );
    const next = await launchTill({ app: CONTRACT_APP, profile });
    const opened = await next.app.evaluate(({ safeStorage }, text) => {
      safeStorage.setUsePlainTextEncryption(true);
      return safeStorage.decryptString(Buffer.from(text, 'base64'));
    }, sealed[0] ?? '');
    expect(opened).toBe('till key');
  });
});

test.describe('ends', () => {
  test('a crashed page is told of and comes back by reload', async ({ contractApp: { app } }) => {
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect
      .poll(async () => (await seenBy(app)).events.join())
      .toMatch(/gone (crashed|killed)/);
    const state = (): Promise<unknown> =>
      app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return [contents?.isCrashed(), contents?.getURL()];
      });
    await expect.poll(state).toEqual([false, 'app://till/']);
  });

  test('closing the last window ends Node and Chromium', async ({
    contractApp: { main, page, profile },
  }) => {
    const exited = new Promise((resolve) => main.once('exit', resolve));
    await page.close();
    expect(await exited).toBe(0);
    await expect.poll(() => processesOn(profile)).toEqual([]);
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const)
    test(`${signal} to main leaves no Chromium behind`, async ({
      contractApp: { main, profile },
    }) => {
      expect(processesOn(profile).length).toBeGreaterThan(0);
      const exited = new Promise((resolve) => main.once('exit', resolve));
      main.kill(signal);
      await exited;
      await expect.poll(() => processesOn(profile), { timeout: 10_000 }).toEqual([]);
    });
});

test('whatever the stand-in does not play throws with its name', async ({
  contractApp: { app },
}) => {
  const said = await app.evaluate((electron) =>
    [
      () => (electron as unknown as Record<string, unknown>)['clipboard'],
      () => electron.app.relaunch(),
      () => electron.session.defaultSession.webRequest,
      () => electron.app.on('accessibility-support-changed', () => undefined),
      () => new electron.BrowserWindow({ webPreferences: { sandbox: false } }),
    ].map((reach) => {
      if (!(process.versions['electron'] ?? '').includes('standin')) return 'real';
      try {
        reach();
        return 'silent';
      } catch (error) {
        return (error as Error).message.replace(/ is not implemented.*/, '');
      }
    }),
  );
  const names = [
    'stand-in: electron.clipboard',
    'stand-in: app.relaunch',
    'stand-in: session.webRequest',
    "stand-in: app.on('accessibility-support-changed')",
    'stand-in: webPreferences.sandbox = false',
  ];
  expect(said).toEqual(host.kind === 'stand-in' ? names : names.map(() => 'real'));
});
