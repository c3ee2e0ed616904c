// The page's first script: the bridge must already be here.
globalThis.bridgeAtStart = typeof globalThis.bridge;
try {
  // oxlint-disable-next-line typescript/no-implied-eval -- the point is that CSP refuses it
  globalThis.evalResult = new Function('return 1')();
} catch (error) {
  globalThis.evalResult = error.name;
}
try {
  document.createElement('div').innerHTML = '<b>x</b>';
  globalThis.htmlResult = 'written';
} catch (error) {
  globalThis.htmlResult = error.name;
}
