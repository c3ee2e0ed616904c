import { expect, test } from 'vitest';
import { perform, type DeskCommand, type RunningTill } from './commands.ts';

/** A desk that writes down in which order it was asked. */
function listening(articles: Promise<void>): { till: RunningTill; asked: string[] } {
  const asked: string[] = [];
  const desk: object = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'busy'
          ? () => undefined
          : name === 'pay' || name === 'counter'
            ? desk
            : (arg: unknown) => void asked.push(`${String(name)} ${JSON.stringify(arg)}`),
    },
  );
  const till = { desk, handOver: desk, articles } as unknown as RunningTill;
  return { till, asked };
}

test('RP10, peers-19, peers-23: what needs articles waits for all of them in its order; a sign-in does not wait', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { till, asked } = listening(promise);
  const commands: DeskCommand[] = [
    { command: 'scan', arg: { code: '1' } },
    { command: 'scan', arg: { code: '2' } },
    { command: 'pay-cash', arg: { tendered: 500 } },
    { command: 'sign-out', arg: {} },
  ];
  const answers = commands.map((command) => perform(till, command));
  await answers.at(-1);
  expect(asked).toEqual(['signOut undefined']);
  resolve();
  await Promise.all(answers);
  expect(asked.slice(1)).toEqual(['scan {"code":"1"}', 'scan {"code":"2"}', 'payCash 500']);
});

test('RP10 articles that cannot be read sell nothing', async () => {
  const { till, asked } = listening(Promise.reject(new Error('gone')));
  const scan = perform(till, { command: 'scan', arg: { code: '1' } });
  await expect(scan).rejects.toThrow('gone');
  expect(asked).toEqual([]);
});
