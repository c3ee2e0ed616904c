// The least an Electron app can be: what a till's start is measured above.
const { app, BrowserWindow, protocol } = require('electron');

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
const page = () =>
  new Response('<!doctype html><title>empty</title><main>empty</main>', {
    headers: { 'content-type': 'text/html' },
  });
async function start() {
  await app.whenReady();
  protocol.handle('app', page);
  const webPreferences = { backgroundThrottling: false, spellcheck: false };
  await new BrowserWindow({ webPreferences }).loadURL('app://till/');
}

app.on('window-all-closed', () => app.quit());
void start();
