import { addressOf, CONTRACT_APP, expect, seenBy, test, type Bridge } from './contract-app.ts';

declare const bridge: Bridge;
declare const bridgeAtStart: string;
declare const evalResult: unknown;
declare const htmlResult: string;
declare const secretOfPreload: unknown;
declare const contract: { open(): unknown };

test.describe('windows and pages', () => {
  test('the page is as large as asked, and secure', async ({ contractApp: { page } }) => {
    const told = await page.evaluate(() => [innerWidth, innerHeight, isSecureContext]);
    expect(told).toEqual([1366, 768, true]);
  });

  test('a second window is a page of its own', async ({ contractApp: { app, page } }) => {
    const [second] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(() => void contract.open()),
    ]);
    await second.waitForURL(/\/$/);
    await page.evaluate(() => localStorage.setItem('shared', 'yes'));
    expect(await second.evaluate(() => localStorage.getItem('shared'))).toBe('yes');
    await second.close();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('the preload is there before the first script, in a world of its own', async ({
    contractApp: { page },
  }) => {
    expect(
      await page.evaluate(() => [
        bridgeAtStart,
        typeof secretOfPreload,
        typeof (globalThis as { require?: unknown }).require,
      ]),
    ).toEqual(['object', 'undefined', 'undefined']);
  });

  test('the CSP of the handler holds: no eval, no HTML strings', async ({
    contractApp: { page },
  }) => {
    expect(await page.evaluate(() => [evalResult, htmlResult])).toEqual(['EvalError', 'TypeError']);
  });

  test('the scheme handler sees method and body, and its answers are never cached', async ({
    contractApp: { page },
  }) => {
    const told = await page.evaluate(async () => {
      const post = await fetch('/echo', { method: 'POST', body: 'grüße' });
      const first = await fetch('/echo');
      const second = await fetch('/echo');
      const counts = [first, second].map((r) => Number(r.headers.get('x-count')));
      return [
        post.status,
        post.headers.get('x-method'),
        await post.text(),
        (counts[1] ?? 0) - (counts[0] ?? 0),
      ];
    });
    expect(told).toEqual([201, 'POST', 'grüße', 1]);
  });

  test('IndexedDB survives a restart', async ({ launchTill, freshProfile }) => {
    const profile = freshProfile();
    const first = await launchTill({ app: CONTRACT_APP, profile });
    await first.page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const open = indexedDB.open('contract', 1);
          open.addEventListener('upgradeneeded', () => open.result.createObjectStore('rows'));
          open.addEventListener('error', reject);
          open.addEventListener('success', () => {
            const write = open.result.transaction('rows', 'readwrite', { durability: 'strict' });
            write.objectStore('rows').put('kept', 1);
            write.addEventListener('complete', resolve);
          });
        }),
    );
    await first.kill();
    const again = await launchTill({ app: CONTRACT_APP, profile });
    const row = await again.page.evaluate(
      () =>
        new Promise((resolve) => {
          const open = indexedDB.open('contract', 1);
          open.addEventListener('success', () => {
            const read = open.result.transaction('rows').objectStore('rows').get(1);
            read.addEventListener('success', () => resolve(read.result));
          });
        }),
    );
    expect(row).toBe('kept');
  });

  test('the Cache API refuses the shell’s own files, in pages and workers', async ({
    contractApp: { page },
  }) => {
    const told = await page.evaluate(async () => {
      const cache = await caches.open('c');
      const own = await cache.put('/', new Response('x')).then(
        () => 'stored',
        (error: Error) => error.message,
      );
      await cache.put('https://images.invalid/1', new Response('x'));
      const policy = (
        globalThis as unknown as {
          trustedTypes: {
            createPolicy(n: string, r: object): { createScriptURL(u: string): string };
          };
        }
      ).trustedTypes;
      const url = policy
        .createPolicy('w', { createScriptURL: (u: string) => u })
        .createScriptURL('worker.js');
      const { port1, port2 } = new MessageChannel();
      new Worker(url).postMessage('go', [port2]);
      const inWorker = await new Promise((resolve) => {
        port1.addEventListener('message', ({ data }) => resolve(data));
        port1.start();
      });
      return [own, inWorker, (await cache.keys()).length];
    });
    expect(told).toEqual([
      "Failed to execute 'put' on 'Cache': Request scheme 'app' is unsupported",
      "Failed to execute 'put' on 'Cache': Request scheme 'app' is unsupported",
      1,
    ]);
  });

  test('permissions are what the app’s handlers answer', async ({ contractApp: { page } }) => {
    const told = await page.evaluate(async () => ({
      persists: await navigator.storage.persist(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      camera: (await navigator.permissions.query({ name: 'camera' })).state,
      notifications: await Notification.requestPermission(),
    }));
    expect(told).toEqual({
      persists: true,
      geolocation: 'denied',
      camera: 'denied',
      notifications: 'denied',
    });
  });
});

test.describe('the bridge', () => {
  test('carries structured data both ways', async ({ contractApp: { page } }) => {
    const told = await page.evaluate(async () => {
      const sent = {
        text: 'Käse 🧀\u0000',
        none: undefined,
        nothing: null,
        odd: [Number.NaN, -0, Infinity],
        big: 12345678901234567890n,
        when: new Date(5),
        map: new Map([['a', new Set([1])]]),
        bytes: new Uint8Array([0, 255, 10]),
        $: 'a key like our own',
      };
      const back = (await bridge.invoke('echo', sent)) as typeof sent;
      return [
        back.text === sent.text,
        'none' in back && back.none === undefined,
        back.nothing,
        back.odd.every((n, i) => Object.is(n, sent.odd[i])),
        back.big === sent.big,
        back.when.getTime(),
        back.map.get('a')?.has(1),
        back.bytes instanceof Uint8Array,
        [...back.bytes],
        back.$,
      ];
    });
    expect(told).toEqual([
      true,
      true,
      null,
      true,
      true,
      5,
      true,
      true,
      [0, 255, 10],
      'a key like our own',
    ]);
  });

  test('carries an op batch of 512 KB unharmed', async ({ contractApp: { page } }) => {
    const told = await page.evaluate(async () => {
      const bytes = Uint8Array.from({ length: 512 * 1024 }, (_, i) => (i * 31) % 251);
      const back = (await bridge.invoke('echo', bytes)) as Uint8Array;
      const shape = await bridge.invoke('size', bytes);
      return [back.length, back.every((b, i) => b === bytes[i]), shape];
    });
    expect(told).toEqual([524288, true, ['Uint8Array', 524288, 0]]);
  });

  test('words a handler’s error as Electron does', async ({ contractApp: { page } }) => {
    const said = await page.evaluate(() =>
      Promise.all(
        ['fail', 'nobody'].map((c) => bridge.invoke(c).catch((error: Error) => error.message)),
      ),
    );
    expect(said).toEqual([
      "Error invoking remote method 'fail': RangeError: no such drawer",
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    ]);
  });

  test('refuses what cannot be cloned', async ({ contractApp: { page } }) => {
    const said = await page.evaluate(() =>
      Promise.resolve()
        .then(() => bridge.invoke('echo', { run: Symbol('no') }))
        .then(
          () => 'carried',
          () => 'refused',
        ),
    );
    expect(said).toBe('refused');
  });

  test('answers at once what the preload answers at once, frozen', async ({
    contractApp: { page },
  }) => {
    const told = await page.evaluate(() => {
      const thrown = ((): string => {
        try {
          bridge.fail();
          return 'nothing';
        } catch (error) {
          return (error as Error).message;
        }
      })();
      return [bridge.nested.now([1]), bridge.nested.constant, Object.isFrozen(bridge), thrown];
    });
    expect(told).toEqual([{ value: [1], kind: 'sync' }, 7, true, 'refused by preload']);
  });

  test('tells the sender’s address', async ({ contractApp: { page } }) => {
    expect(await page.evaluate(() => bridge.invoke('where'))).toBe('app://till/');
  });

  test('brings what main sends, until the page stops listening', async ({
    contractApp: { app, page },
  }) => {
    const send = (value: number): Promise<void> =>
      app.evaluate(
        ({ BrowserWindow }, v) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', { v }),
        value,
      );
    const got = page.evaluateHandle(() => {
      const all: unknown[] = [];
      const off = bridge.on((value) => all.push(value));
      return { all, off };
    });
    const listening = await got;
    await send(1);
    await send(2);
    await expect.poll(() => listening.evaluate((l) => l.all)).toEqual([{ v: 1 }, { v: 2 }]);
    await listening.evaluate((l) => l.off());
    await send(3);
    await page.evaluate(() => bridge.invoke('echo', 'after'));
    expect(await listening.evaluate((l) => l.all)).toEqual([{ v: 1 }, { v: 2 }]);
  });
});

test.describe('the way out', () => {
  test('a prevented navigation leaves the page where it is', async ({
    contractApp: { app, page },
  }) => {
    await page.click('#leave');
    await page.evaluate(() => location.assign('http://127.0.0.1:9/script'));
    await page.click('#away');
    await expect
      .poll(async () => (await seenBy(app)).navigations)
      .toEqual([
        'http://127.0.0.1:9/elsewhere',
        'http://127.0.0.1:9/script',
        'app://till/away.html',
      ]);
    expect(addressOf(page)).toBe('app://till/');
    expect(await page.evaluate(() => bridge.invoke('echo', 'still here'))).toBe('still here');
  });

  test('a navigation nobody minds goes on, with the bridge', async ({ contractApp: { page } }) => {
    await page.click('#inside');
    await page.waitForSelector('h1:text-is("inside")');
    expect(await page.evaluate(() => bridge.invoke('where'))).toBe('app://till/inside.html');
  });

  test('a redirect is asked about', async ({ contractApp: { app, page } }) => {
    await page.evaluate(() => location.assign('/redirect'));
    await expect
      .poll(async () => (await seenBy(app)).navigations)
      .toContain('redirect app://till/away.html');
    expect(addressOf(page)).toBe('app://till/');
  });

  test('no window opens, by script or by link', async ({ contractApp: { app, page } }) => {
    expect(await page.evaluate(() => window.open('by-script.html') === null)).toBe(true);
    await page.click('#blank');
    await expect
      .poll(async () => (await seenBy(app)).opened)
      .toEqual(['app://till/by-script.html', 'app://till/popup.html']);
    // A page asked for later has come: the popup's would have come before it.
    await page.click('#inside');
    await page.waitForSelector('h1:text-is("inside")');
    const { requests } = await seenBy(app);
    expect(requests.filter((path) => /popup|by-script/.test(path))).toEqual([]);
    expect(app.windows().length).toBe(1);
  });
});
