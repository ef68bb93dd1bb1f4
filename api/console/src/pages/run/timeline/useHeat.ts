import { useMemo } from "react";
import type { Step } from "../step";
import { heatOf, workOf, type Heat } from "./rows";

/** How hot a step is among all, from 0 to 1; none by its type. */
export function useHeat(steps: readonly Step[], heat: Heat, now: number): (step: Step) => number | undefined {
  const most = useMemo(
    () => steps.reduce((max, step) => Math.max(max, amountOf(step, heat, now)), 0),
    [steps, heat, now],
  );
  return (step) => (heat === "type" ? undefined : heatOf(amountOf(step, heat, now), most));
}

function amountOf(step: Step, heat: Heat, now: number): number {
  return heat === "cost" ? (step.costMicros ?? 0) : heat === "duration" ? workOf(step, now) : 0;
}

