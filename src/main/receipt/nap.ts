/** A sleep that can be ended from outside. */
export function makeNap(): { sleep(ms: number): Promise<void>; wake(): void } {
  let wake = (): void => undefined;
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
}
