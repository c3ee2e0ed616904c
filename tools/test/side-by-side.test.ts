import { expect, test } from 'vitest';
import { sideBySide, type Sized } from './side-by-side.ts';

test('work of one core runs two at a time, work for the machine alone, all in order', async () => {
  const items: (Sized & { name: string })[] = [
    { name: 'types', needs: 'one-core' },
    { name: 'lint', needs: 'one-core' },
    { name: 'knip', needs: 'one-core' },
    { name: 'e2e', needs: 'machine' },
    { name: 'unit', needs: 'one-core' },
  ];
  const ends = new Map(items.map(({ name }) => [name, Promise.withResolvers<void>()]));
  const running = new Set<string>();
  const seen: string[] = [];
  const all = sideBySide(items, async ({ name }) => {
    running.add(name);
    seen.push([...running].join(' + '));
    await ends.get(name)?.promise;
    running.delete(name);
  });
  for (const name of ['lint', 'types', 'knip', 'e2e', 'unit']) {
    await new Promise((resolve) => setImmediate(resolve));
    ends.get(name)?.resolve();
  }
  await all;
  expect(seen).toEqual(['types', 'types + lint', 'types + knip', 'e2e', 'unit']);
});

test('what throws is told to the caller', async () => {
  const failing = sideBySide([{ needs: 'one-core' as const }], () =>
    Promise.reject(new Error('x')),
  );
  await expect(failing).rejects.toThrow('x');
});
