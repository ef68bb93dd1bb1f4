import type { RunEvent } from "@/api/live";
import { useForbidden } from "@/session/useMe";
import { first } from "../facts";
import { isOver, type Step } from "../step";
import { hasEnded, type Run } from "../useRun";

/** Why a run cannot be replayed; undefined when it can. */
export function againstReplay(run: Run): string | undefined {
  if (run.replayOf !== undefined) {
    return "It is a replay itself; replay the run that it replays";
  }
  return hasEnded(run) ? undefined : "It has not ended; a replay needs its whole record";
}

/** Why nothing can go on from a step of the run; undefined when something can. */
export function againstFork(run: Run): string | undefined {
  return run.kind === "context" || run.kind === "orchestrator"
    ? undefined
    : "It asked no model, so it has no step to go on from";
}

/** Why a step cannot be taken again in a new run; undefined when it can. */
export function againstRetry(run: Run, step: Step): string | undefined {
  if (run.replayOf !== undefined) {
    return "A replay makes no calls of its own; retry in the run that it replays";
  }
  return isOver(step) || step.status === "unknown" ? undefined : "It is still under way";
}

export function useMayStart(): string | undefined {
  return useForbidden("operator", "builder");
}

/** The steps that a model answered, after which another run can go on. */
export function answered(steps: readonly Step[]): Step[] {
  return steps.filter((step) => step.type === "model" && step.status === "succeeded");
}

/** A retry as the request that it is: what came before the step is taken over, and it is taken anew. */
export type Retry =
  | { kind: "anew"; body: { agent: string; version: string; input?: unknown; labels: Record<string, string>; script?: unknown } }
  | { kind: "fork"; run: string; body: { afterStep: number; changes: Record<string, unknown>; labels: Record<string, string> } };

export function retryFrom(run: Run, events: readonly RunEvent[], step: number): Retry {
  const { labels, forkOf } = run;
  const asked = first(events, "run.requested");
  const script = asked?.script === undefined ? {} : { script: asked.script };
  const version = String(run.version.number);
  if (forkOf !== undefined && step === forkOf.afterStep + 1) {
    // What it took over stands in the run that it goes on from.
    const { message, results } = asked?.forkOf ?? {};
    const changes = { version, ...script, ...(message && { message }), ...(results && { results }) };
    return { kind: "fork", run: forkOf.runId, body: { afterStep: forkOf.afterStep, changes, labels } };
  }
  return step <= 1
    ? { kind: "anew", body: { agent: run.agentId, version, input: run.input, labels, ...script } }
    : { kind: "fork", run: run.runId, body: { afterStep: step - 1, changes: { version, ...script }, labels } };
}
