import { resultOf } from "../results";
import { last } from "../facts";
import type { Step } from "../step";

/** A step of the run that was taken again beside the same step of the other. */
export interface Pair {
  key: string;
  step: number;
  before?: Step;
  after?: Step;
  /** Whether the same was asked and the same came of it. */
  same: boolean;
}

/**
 * The steps of two runs side by side, in the order of the first, then what only the second has.
 *
 * @param takenOver up to which step the second took over what the first had; it has none of its own there
 */
export function pairsOf(before: readonly Step[], after: readonly Step[], takenOver: number): Pair[] {
  const others = new Map(after.map((step) => [step.key, step]));
  const pairs: Pair[] = before.map((step) => {
    const other = others.get(step.key);
    others.delete(step.key);
    const same = other === undefined ? step.step <= takenOver : isSame(step, other);
    return { key: step.key, step: step.step, before: step, ...(other && { after: other }), same };
  });
  const added = [...others.values()].map((step) => ({ key: step.key, step: step.step, after: step, same: false }));
  return [...pairs, ...added].toSorted((a, b) => a.step - b.step);
}

function isSame(a: Step, b: Step): boolean {
  return a.name === b.name && a.status === b.status && toldBy(a) === toldBy(b);
}

/** What a step was asked with and what came of it, as a text to compare. */
export function toldBy(step: Step): string {
  const call = last(step.events, "run.model-call-completed")?.call;
  if (step.type === "model") {
    return JSON.stringify(call ? [call.requestHash, call.message] : []);
  }
  const wanted = last(step.events, "run.tool-call-intended") ?? last(step.events, "run.tool-call-refused");
  const code = last(step.events, "run.code-returned")?.output;
  return JSON.stringify([wanted?.arguments, resultOf(step), code, step.problem]);
}

/** In short what came of a step. */
export function outcomeOf(step: Step): string {
  const call = last(step.events, "run.model-call-completed")?.call;
  if (call) {
    const { text = "", toolCalls = [] } = call.message;
    return text.trim() || toolCalls.map(({ tool }) => tool).join(", ");
  }
  const value = resultOf(step) ?? last(step.events, "run.code-returned")?.output ?? step.problem;
  return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
