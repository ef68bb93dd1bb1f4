import type { RunEvent } from "@/api/live";
import type { Schema } from "@/api/types";
import type { TokenUsage } from "./facts";

export type StepType = Schema["RunStepView"]["type"];
export type StepStatus = Schema["RunStepView"]["status"];

/** What a step spends time with: being carried out, waiting for people, or waiting before it is tried again. */
export interface Span {
  kind: "work" | "wait" | "delay";
  from: number;
  /** Absent as long as it goes on. */
  to?: number;
  failed?: boolean;
}

/** A model call, a tool call, a question or an execution of code, as the events of its run tell it. */
export interface Step {
  /** Names it in its run and in addresses. */
  key: string;
  run: string;
  /** The model call that it is, or that wanted it. */
  step: number;
  callId?: string;
  type: StepType;
  name: string;
  status: StepStatus;
  attempts: number;
  from: number;
  to?: number;
  spans: Span[];
  tokens?: TokenUsage;
  costMicros?: number;
  child?: string;
  problem?: string;
  events: RunEvent[];
}

const ENDED: ReadonlySet<StepStatus> = new Set(["succeeded", "failed", "refused", "rejected", "abandoned"]);

export function isOver(step: Step): boolean {
  return ENDED.has(step.status);
}

export function modelKey(step: number): string {
  return `model-${step}`;
}

/** Another attempt began. */
export function attempted(step: Step, attempt: number, at: number, delay: number): void {
  close(step, at);
  step.status = "running";
  step.attempts = attempt;
  delete step.problem;
  delete step.to;
  if (delay > 0) {
    step.spans.push({ kind: "delay", from: at, to: at + delay });
  }
  step.spans.push({ kind: "work", from: at + delay });
}

/** It stands otherwise from now on. */
export function stand(step: Step, status: StepStatus, at: number, problem?: string): void {
  close(step, at, status === "failed" || problem !== undefined);
  step.status = status;
  if (problem === undefined) {
    delete step.problem;
  } else {
    step.problem = problem;
  }
  if (ENDED.has(status)) {
    step.to = at;
  } else {
    delete step.to;
  }
}

function close(step: Step, at: number, failed = false): void {
  const open = step.spans.at(-1);
  if (open && open.to === undefined) {
    open.to = Math.max(at, open.from);
    if (failed && open.kind === "work") {
      open.failed = true;
    }
  }
}

/** It took more than was known. */
export function pay(step: Step, costMicros: number | undefined, usage?: TokenUsage): void {
  if (costMicros !== undefined) {
    step.costMicros = (step.costMicros ?? 0) + costMicros;
  }
  if (usage) {
    step.tokens = step.tokens ? sum(step.tokens, usage) : usage;
  }
}

function sum(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    reasoning: a.reasoning + b.reasoning,
  };
}

/** A model without its provider; what else it is called. */
export function shortName({ type, name }: Step): string {
  return type === "model" ? name.slice(name.indexOf("/") + 1) : name;
}

export function tokensIn(usage: TokenUsage): number {
  return usage.input + usage.output + usage.cacheRead + usage.cacheWrite + usage.reasoning;
}

/** Millionths of a US dollar as the decimal text that the API writes. */
export function usd(micros: number): string {
  return (micros / 1e6).toFixed(6);
}
