import { describe, expect, it } from 'vitest';
import { isOwnScript } from './trusted-types.ts';

const PAGE = 'app://till/index.html';

describe('own scripts', () => {
  it('are files of the bundle beside the page', () => {
    expect(isOwnScript('./assets/index-Dk3_x9-a.js', PAGE)).toBe(true);
    expect(isOwnScript('app://till/assets/worker-1.js?v=2', PAGE)).toBe(true);
    expect(isOwnScript('service-worker.js', 'https://till.example/app/')).toBe(true);
  });

  it('are nothing else', () => {
    const foreign = [
      'https://evil.example/assets/a.js',
      'app://other/assets/a.js',
      'blob:app://till/1234',
      'data:text/javascript,alert(1)',
      './assets/deep/a.js',
      './assets/a.css',
    ];
    expect(foreign.filter((address) => isOwnScript(address, PAGE))).toEqual([]);
  });

  it('are nothing above the bundle’s own folder', () => {
    const served = 'https://till.example/app/index.html';
    expect(isOwnScript('./assets/a.js', served)).toBe(true);
    expect(isOwnScript('./assets/../../a.js', served)).toBe(false);
    expect(isOwnScript('/assets/a.js', served)).toBe(false);
  });
});
