import { useQueries } from "@tanstack/react-query";
import { useCallback } from "react";
import { knownRunEvents, type RunEvents } from "@/api/live";
import { isOver, type Step } from "../step";
import { stepsOf } from "../steps";

/** As many runs that go on are followed below this one: a browser has few connections. */
const MOST_FOLLOWED = 2;

/** The steps of the runs that are unfolded. */
export function useChildSteps(open: readonly string[]): ReadonlyMap<string, readonly Step[]> {
  const combine = useCallback(
    (known: { data?: RunEvents | undefined }[]) =>
      new Map(open.map((run, index) => [run, stepsOf(known[index]?.data?.events ?? [])])),
    [open],
  );
  return useQueries({ queries: open.map(knownRunEvents), combine });
}

/** Those that stay unfolded beside one more: what ended takes no connection. */
export function followable(open: readonly string[], steps: readonly Step[]): string[] {
  const goingOn = open.filter((run) => steps.some((step) => step.child === run && !isOver(step)));
  const tooMany = new Set(goingOn.slice(0, Math.max(0, goingOn.length + 1 - MOST_FOLLOWED)));
  return open.filter((run) => !tooMany.has(run));
}

