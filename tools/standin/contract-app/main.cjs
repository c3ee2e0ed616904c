// The app of e2e/electron-contract.spec.ts: small enough to be true on Electron and on the stand-in.
const { readFile } = require('node:fs/promises');
const path = require('node:path');
const { app, BrowserWindow, ipcMain, protocol, session } = require('electron');

const seen = { events: [], opened: [], navigations: [], permissions: [], requests: [] };
const ALLOWED = ['persistent-storage'];
const CSP =
  "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

app.commandLine.appendSwitch('enable-features', 'IdbSqliteBackingStore,IdbSqliteOnDiskRollout');
app.enableSandbox();
if (process.env.CONTRACT_DATA) app.setPath('userData', process.env.CONTRACT_DATA);
protocol.registerSchemesAsPrivileged([
  {
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true, allowServiceWorkers: true },
  },
]);

async function serve(request) {
  const { pathname } = new URL(request.url);
  seen.requests.push(pathname);
  if (pathname === '/redirect')
    return new Response(null, { status: 302, headers: { location: 'app://till/away.html' } });
  if (pathname === '/echo')
    return new Response(await request.arrayBuffer(), {
      status: 201,
      headers: {
        'x-method': request.method,
        'cache-control': 'max-age=600',
        'x-count': String(++seen.echo),
      },
    });
  const name = pathname === '/' ? 'index.html' : path.basename(pathname);
  const file = path.join(__dirname, 'pages', name);
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return new Response('none', { status: 404 });
  const headers = { 'content-type': TYPES[path.extname(name)], 'content-security-policy': CSP };
  return new Response(bytes, { headers });
}

function lock(contents) {
  contents.on('will-navigate', (event, url) => {
    seen.navigations.push(url);
    if (!url.startsWith('app://till/') || url.includes('away')) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    seen.navigations.push(`redirect ${url}`);
    if (url.includes('away')) event.preventDefault();
  });
  contents.on('render-process-gone', (_event, details) => {
    seen.events.push(`gone ${details.reason}`);
    contents.reload();
  });
  contents.setWindowOpenHandler(({ url }) => {
    seen.opened.push(url);
    return { action: 'deny' };
  });
}

function open() {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      backgroundThrottling: false,
      spellcheck: false,
    },
  });
  window.loadURL('app://till/').catch((error) => seen.events.push(String(error)));
  return window;
}

function handle() {
  seen.echo = 0;
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('where', (event) => event.senderFrame.url);
  ipcMain.handle('fail', () => {
    throw new RangeError('no such drawer');
  });
  ipcMain.handle('size', (_event, bytes) => [bytes.constructor.name, bytes.byteLength, bytes[0]]);
}

function start() {
  const { defaultSession } = session;
  defaultSession.protocol.handle('app', serve);
  defaultSession.setPermissionCheckHandler((_contents, permission) => ALLOWED.includes(permission));
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    seen.permissions.push(permission);
    answer(ALLOWED.includes(permission));
  });
  handle();
  open();
}

globalThis.contract = { seen, open };
if (app.requestSingleInstanceLock({ from: 'second' })) {
  app.on('second-instance', (_event, _argv, _cwd, data) => seen.events.push(`second ${data.from}`));
  app.on('web-contents-created', (_event, contents) => lock(contents));
  app.on('ready', start);
} else app.quit();
