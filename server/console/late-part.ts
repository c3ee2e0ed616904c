import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** The script of a part did not come: the line is down, or a site that was rolled over has others. */
export class PartAway extends Error {
  override name = 'PartAway';
}

/** A tab loads itself anew for a part once, until the part came. */
const markOf = (part: string): string => `console-reloaded-${part}`;
export const wasReloadedFor = (part: string): boolean =>
  sessionStorage.getItem(markOf(part)) !== null;
export const markReloadedFor = (part: string): void => sessionStorage.setItem(markOf(part), '1');

/** A part of the console whose script comes when somebody looks at it; stands within a `PartGuard`. */
export function latePart<Props>(
  part: string,
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      const Part = await load();
      sessionStorage.removeItem(markOf(part));
      return { default: Part };
    } catch (error) {
      throw new PartAway(`the part ${part} did not come`, { cause: error });
    }
  });
}
