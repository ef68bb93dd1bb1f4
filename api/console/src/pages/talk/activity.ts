import type { RunEvent } from "@/api/live";
import type { Schema } from "@/api/types";

/** A call of a tool within an answer. */
export interface ToolUse {
  kind: "tool";
  callId: string;
  name: string;
  arguments: unknown;
  status: "running" | "held" | "unknown" | "succeeded" | "failed" | "rejected" | "refused" | "stopped";
  startedAt: string;
  endedAt?: string;
  result?: unknown;
  /** Why there is no result, or why it waits. */
  detail?: string;
  approvedBy: readonly string[];
  childRunId?: string;
}

/** What the agent asks a person. */
export interface Question {
  kind: "question";
  callId: string;
  question: string;
  choices: readonly string[];
  answer?: string;
  answeredBy?: string;
}

/** What the agent says between its calls. */
export interface Words {
  kind: "words";
  step: number;
  text: string;
}

export type Item = ToolUse | Question | Words;

export interface Spent {
  tokens: number;
  /** Millionths of a US dollar. */
  costMicros: number;
}

/** How an answer comes about, from the events of its run. */
export interface Activity {
  items: readonly Item[];
  spent: Spent;
  /** What the run rests for. */
  suspended: { reason: string; detail: string } | undefined;
}

interface Fact {
  callId?: string;
  step?: number;
  tool?: string;
  arguments?: unknown;
  approvedBy?: string[];
  childRunId?: string;
  result?: unknown;
  reason?: string;
  detail?: string;
  last?: boolean;
  failure?: { message?: string };
  resolution?: string;
  question?: string;
  choices?: string[];
  answer?: string;
  answeredBy?: string;
  usage?: Schema["TokenUsage"];
  costMicros?: number;
  call?: { message?: { text?: string }; usage?: Schema["TokenUsage"]; costMicros?: number };
}

export function activityOf(events: readonly RunEvent[]): Activity {
  const items: Item[] = [];
  const spent: Spent = { tokens: 0, costMicros: 0 };
  let suspended: Activity["suspended"];
  const toolUse = (callId: string | undefined) =>
    items.find((item): item is ToolUse => item.kind === "tool" && item.callId === callId);
  const end = (fact: Fact, at: string, change: Partial<ToolUse>) => {
    const use = toolUse(fact.callId);
    if (use) {
      Object.assign(use, { endedAt: at }, change);
    }
  };
  const pay = (usage: Schema["TokenUsage"] | undefined, costMicros: number | undefined) => {
    spent.tokens += usage ? usage.input + usage.output : 0;
    spent.costMicros += costMicros ?? 0;
  };
  const begin = (fact: Fact, at: string, change: Pick<ToolUse, "status"> & Partial<ToolUse>) => {
    const known = toolUse(fact.callId);
    const use = {
      name: fact.tool ?? known?.name ?? "",
      arguments: fact.arguments ?? known?.arguments,
      approvedBy: fact.approvedBy ?? [],
      startedAt: known?.status === "running" ? known.startedAt : at,
      ...change,
    };
    if (known) {
      delete known.detail;
      Object.assign(known, use);
    } else {
      items.push({ kind: "tool", callId: fact.callId ?? "", ...use });
    }
  };
  for (const { contract, payload, recordedAt: at } of events) {
    const fact = payload as Fact;
    switch (contract) {
      case "run.model-call-completed": {
        pay(fact.call?.usage, fact.call?.costMicros);
        const text = fact.call?.message?.text ?? "";
        if (text.trim() !== "") {
          items.push({ kind: "words", step: fact.step ?? 0, text });
        }
        break;
      }
      case "run.model-call-failed":
      case "run.model-call-discarded":
        pay(fact.usage, fact.costMicros);
        break;
      case "run.tool-call-held":
        begin(fact, at, { status: "held", ...(fact.reason && { detail: fact.reason }) });
        break;
      case "run.tool-call-intended":
        begin(fact, at, { status: "running", ...(fact.childRunId && { childRunId: fact.childRunId }) });
        break;
      case "run.tool-call-succeeded":
        pay(undefined, fact.costMicros);
        end(fact, at, { status: "succeeded", result: fact.result });
        break;
      case "run.tool-call-failed":
        pay(undefined, fact.costMicros);
        if (fact.last) {
          end(fact, at, { status: "failed", detail: fact.failure?.message ?? "It failed" });
        }
        break;
      case "run.tool-call-outcome-unknown":
        end(fact, at, { status: "unknown", detail: fact.reason ?? "Nobody knows whether it took effect" });
        break;
      case "run.tool-call-reconciled":
        if (fact.resolution === "done") {
          end(fact, at, { status: "succeeded", result: fact.result });
        } else if (fact.resolution === "fail") {
          end(fact, at, { status: "failed", detail: "An operator settled it as failed" });
        }
        break;
      case "run.tool-call-rejected":
        end(fact, at, { status: "rejected", detail: fact.reason ?? "Rejected" });
        break;
      case "run.tool-call-refused":
        begin(fact, at, { status: "refused", detail: fact.reason ?? "Refused", endedAt: at });
        break;
      case "run.question-asked":
        items.push({
          kind: "question",
          callId: fact.callId ?? "",
          question: fact.question ?? "",
          choices: fact.choices ?? [],
        });
        break;
      case "run.question-answered": {
        const asked = items.find((item): item is Question => item.kind === "question" && item.callId === fact.callId);
        Object.assign(asked ?? {}, { answer: fact.answer, answeredBy: fact.answeredBy });
        break;
      }
      case "run.suspended":
        suspended = { reason: fact.reason ?? "", detail: fact.detail ?? "" };
        break;
      case "run.resumed":
      case "run.completed":
        suspended = undefined;
        break;
      case "run.failed":
      case "run.cancelled":
        suspended = undefined;
        for (const item of items) {
          if (item.kind === "tool" && (item.status === "held" || item.status === "running")) {
            Object.assign(item, { status: "stopped", endedAt: at });
          }
        }
        break;
    }
  }
  return { items, spent, suspended };
}

/** Everything that several answers took together. */
export function sum(spent: readonly Spent[]): Spent {
  return spent.reduce(
    (all, each) => ({ tokens: all.tokens + each.tokens, costMicros: all.costMicros + each.costMicros }),
    { tokens: 0, costMicros: 0 },
  );
}
