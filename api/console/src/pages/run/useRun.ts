import { useMemo } from "react";
import { useLiveItem, useRunEvents } from "@/api/live";
import type { Schema } from "@/api/types";
import { stepsOf } from "./steps";

export type Run = Schema["RunView"];

export function hasEnded(run: Run): boolean {
  return run.status !== "running" && run.status !== "suspended";
}

/** A run with everything that it told, followed to its end. */
export function useRun(id: string) {
  const { item: run, problem, retry } = useLiveItem(
    "/api/v1/runs/{run}",
    { path: { run: id } },
    { isLast: hasEnded },
  );
  const { events, writing, connection } = useRunEvents(id);
  const steps = useMemo(() => stepsOf(events), [events]);
  return { run, problem, retry, events, steps, writing, connection };
}
