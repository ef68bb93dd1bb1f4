import type { RunEvent } from "@/api/live";
import { factOf, type ToolCallRequest } from "../facts";

/** Something that was said in a run, in the order in which the model came to know it. */
export type Saying =
  | { kind: "input"; key: string; value: unknown }
  | { kind: "note"; key: string; text: string }
  | { kind: "model"; key: string; step: number; model: string; text: string; calls: readonly ToolCallRequest[] }
  | { kind: "result"; key: string; step: number; callId: string; tool: string; ok: boolean; value: unknown }
  | { kind: "person"; key: string; callId: string; question: string; answer: string; by: string };

/** What was said, from the events of a run. */
export function saidIn(events: readonly RunEvent[]): Saying[] {
  const said: Saying[] = [];
  const calls = new Map<string, { step: number; tool: string; question?: string }>();
  for (const event of events) {
    const fact = factOf(event);
    const key = String(event.sequence);
    const result = (callId: string, ok: boolean, value: unknown) => {
      const call = calls.get(callId);
      said.push({ kind: "result", key, step: call?.step ?? 0, callId, tool: call?.tool ?? callId, ok, value });
    };
    switch (fact.contract) {
      case "run.requested":
        said.push({ kind: "input", key, value: fact.payload.input });
        if (fact.payload.forkOf?.message) {
          said.push({ kind: "note", key: `${key} fork`, text: fact.payload.forkOf.message });
        }
        break;
      case "run.model-call-requested":
        if (fact.payload.addition) {
          said.push({ kind: "note", key, text: fact.payload.addition });
        }
        break;
      case "run.model-call-completed": {
        const { step, call } = fact.payload;
        const { text = "", toolCalls = [] } = call.message;
        said.push({ kind: "model", key, step, model: call.modelAnswered, text, calls: toolCalls });
        break;
      }
      case "run.tool-call-intended":
      case "run.tool-call-held":
        calls.set(fact.payload.callId, fact.payload);
        break;
      case "run.tool-call-refused":
        calls.set(fact.payload.callId, fact.payload);
        result(fact.payload.callId, false, fact.payload.reason);
        break;
      case "run.tool-call-succeeded":
        result(fact.payload.callId, true, fact.payload.result);
        break;
      case "run.tool-call-failed":
        if (fact.payload.last) {
          result(fact.payload.callId, false, fact.payload.failure.message);
        }
        break;
      case "run.tool-call-reconciled":
        if (fact.payload.resolution !== "retry") {
          const done = fact.payload.resolution === "done";
          result(fact.payload.callId, done, done ? fact.payload.result : (fact.payload.comment ?? "Settled as failed"));
        }
        break;
      case "run.tool-call-rejected":
        result(fact.payload.callId, false, fact.payload.reason);
        break;
      case "run.question-asked":
        calls.set(fact.payload.callId, { step: fact.payload.step, tool: "ask_human", question: fact.payload.question });
        break;
      case "run.question-answered": {
        const { callId, answer, answeredBy: by } = fact.payload;
        said.push({ kind: "person", key, callId, question: calls.get(callId)?.question ?? "", answer, by });
        break;
      }
      default:
    }
  }
  return said;
}
