import { expect, test } from 'vitest';
import { admitOptions, honest, NotPlayed } from './honest.ts';
import { KnownEvents } from './known-events.ts';

test('what is not implemented throws with its name: read, tested or set', async () => {
  const app = honest('app', { quit: () => 'bye' });
  const open = app as unknown as Record<string, unknown>;
  expect(app.quit()).toBe('bye');
  expect(() => open['relaunch']).toThrow('app.relaunch is not implemented');
  expect(() => 'relaunch' in open).toThrow(NotPlayed);
  expect(() => (open['relaunch'] = 1)).toThrow(NotPlayed);
  // The language asks any object for these.
  expect(await Promise.resolve(app)).toBe(app);
  expect(JSON.stringify(app)).toBe('{}');
});

test('options and events outside the played ones throw, undefined ones do not count', () => {
  expect(() => admitOptions('window', { width: 1, frame: undefined }, ['width'])).not.toThrow();
  expect(() => admitOptions('window', { frame: false }, ['width'])).toThrow('window.frame');
  const emitter = new KnownEvents('app', ['ready']);
  let count = 0;
  emitter.once('ready', () => count++);
  emitter.emit('ready');
  emitter.emit('ready');
  expect(count).toBe(1);
  expect(() => emitter.on('gpu-info-update', () => undefined)).toThrow("app.on('gpu-info-update')");
});
