import type { Step } from "../step";

/** A step as it stands in the timeline, below the steps that started its run. */
export interface Row {
  /** Names it in the address. */
  id: string;
  step: Step;
  depth: number;
}

/** The steps of a run, and of the runs that it started as far as they are open. */
export function rowsOf(steps: readonly Step[], childSteps: ReadonlyMap<string, readonly Step[]>, depth = 0): Row[] {
  return steps.flatMap((step) => {
    const row = { id: depth === 0 ? step.key : `${step.run}/${step.key}`, step, depth };
    const below = step.child === undefined ? undefined : childSteps.get(step.child);
    return below ? [row, ...rowsOf(below, childSteps, depth + 1)] : [row];
  });
}

export const HEATS = ["type", "duration", "cost"] as const;
export type Heat = (typeof HEATS)[number];

/** How long a step was carried out, without what it waited. */
export function workOf(step: Step, now: number): number {
  return step.spans
    .filter((span) => span.kind === "work")
    .reduce((sum, { from, to = now }) => sum + Math.max(0, to - from), 0);
}

/** From 0 to 1, on a scale on which ten times as much is a step, so that one giant does not hide the rest. */
export function heatOf(amount: number, most: number): number {
  return most <= 0 || amount <= 0 ? 0 : Math.log1p(amount) / Math.log1p(most);
}
