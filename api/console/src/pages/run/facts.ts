import type { RunEvent } from "@/api/live";
import type { Schema } from "@/api/types";

export type TokenUsage = Schema["TokenUsage"];

export interface ToolCallRequest {
  callId: string;
  tool: string;
  arguments?: unknown;
}

export interface Message {
  role: "user" | "assistant" | "tool";
  text?: string;
  toolCalls?: ToolCallRequest[];
  callId?: string;
}

export interface Failure {
  kind: string;
  message: string;
  retryable?: boolean;
}

export interface ModelCall {
  requestHash: string;
  provider: string;
  modelAsked: string;
  modelAnswered: string;
  parameters: Record<string, unknown>;
  message: Message;
  finishReason: string;
  usage: TokenUsage;
  latencyMillis: number;
  timeToFirstTokenMillis?: number;
  priceBookVersion?: number;
  costMicros?: number;
}

export interface LogLine {
  level: string;
  message: string;
}

interface Attempted {
  step: number;
  attempt: number;
}

interface Called {
  callId: string;
}

/** What the events of a run say, by contract; the description of the API leaves it open. */
export interface Facts {
  "run.requested": {
    input?: unknown;
    plan: { tools: { name: string; kind: string; effect: string }[] };
    conversation?: { conversationId: string; turnId: string };
    forkOf?: { runId: string; afterStep: number; message?: string; results?: Record<string, unknown> };
    script?: unknown;
  };
  "run.code-invoked": Attempted & { reason?: string };
  "run.code-returned": Attempted & { output?: unknown; logs: LogLine[]; durationMillis: number };
  "run.code-failed": Attempted & {
    error: { kind: string; message: string; stack?: string };
    logs: LogLine[];
    durationMillis: number;
  };
  "run.model-call-requested": Attempted & {
    model: string;
    addition?: string;
    delayMillis: number;
    reason?: string;
  };
  "run.model-call-completed": Attempted & { call: ModelCall };
  "run.model-call-failed": Attempted & {
    provider: string;
    model: string;
    requestHash?: string;
    failure: Failure;
    latencyMillis: number;
    usage?: TokenUsage;
    costMicros?: number;
  };
  "run.model-call-discarded": Attempted & { usage: TokenUsage; costMicros?: number };
  "run.tool-call-intended": Attempted &
    Called & {
      tool: string;
      arguments?: unknown;
      argumentsHash: string;
      idempotencyKey: string;
      delayMillis: number;
      approvedBy: string[];
      childRunId?: string;
    };
  "run.tool-call-held": Called & {
    step: number;
    tool: string;
    arguments?: unknown;
    argumentsHash: string;
    reason: string;
  };
  "run.tool-call-succeeded": Called & {
    attempt: number;
    result?: unknown;
    durationMillis: number;
    costMicros?: number;
  };
  "run.tool-call-failed": Called & {
    attempt: number;
    failure: Failure;
    last: boolean;
    durationMillis: number;
    costMicros?: number;
  };
  "run.tool-call-outcome-unknown": Called & { attempt: number; reason: string };
  "run.tool-call-reconciled": Called & {
    resolution: "done" | "retry" | "fail";
    result?: unknown;
    comment?: string;
    reconciledBy: string;
  };
  "run.tool-call-rejected": Called & { reason: string; rejectedBy?: string };
  "run.tool-call-refused": Called & { step: number; tool: string; arguments?: unknown; reason: string };
  "run.question-asked": Called & { step: number; question: string; choices: string[] };
  "run.question-answered": Called & { answer: string; answeredBy: string };
  "run.suspended": { reason: string; detail: string };
  "run.resumed": { comment?: string };
  "run.diverged": { step: number; divergence: Schema["Divergence"] };
  "run.cancel-requested": { reason?: string };
  "run.cancelled": Record<string, never>;
  "run.completed": { outcome: string; output?: unknown };
  "run.failed": { error: { kind: string; message: string; stack?: string } };
}

export type Contract = keyof Facts;

/** An event with what it says, so that its contract tells its payload. */
export type Fact = { [C in Contract]: { contract: C; payload: Facts[C]; event: RunEvent } }[Contract];

export function factOf(event: RunEvent): Fact {
  return { contract: event.contract, payload: event.payload, event } as unknown as Fact;
}

/** What the first event of a contract says. */
export function first<C extends Contract>(events: readonly RunEvent[], contract: C): Facts[C] | undefined {
  return events.find((event) => event.contract === contract)?.payload as Facts[C] | undefined;
}

/** What the last event of a contract says. */
export function last<C extends Contract>(events: readonly RunEvent[], contract: C): Facts[C] | undefined {
  return events.findLast((event) => event.contract === contract)?.payload as Facts[C] | undefined;
}
