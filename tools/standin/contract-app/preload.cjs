const { contextBridge, ipcRenderer } = require('electron');

globalThis.secretOfPreload = 'not for the page';

contextBridge.exposeInMainWorld('bridge', {
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  on(listener) {
    const take = (_event, value) => listener(value);
    ipcRenderer.on('news', take);
    return () => ipcRenderer.off('news', take);
  },
  nested: { now: (value) => ({ value, kind: 'sync' }), constant: 7 },
  fail() {
    throw new Error('refused by preload');
  },
});
