import type { RunEvent } from "@/api/live";
import { factOf } from "./facts";
import { attempted, modelKey, pay, stand, type Step, type StepType } from "./step";

/** The steps of a run in the order in which they began. */
export function stepsOf(events: readonly RunEvent[]): Step[] {
  const steps = new Map<string, Step>();
  for (const event of events) {
    tell(steps, event);
  }
  return [...steps.values()];
}

function tell(steps: Map<string, Step>, event: RunEvent): void {
  const fact = factOf(event);
  const at = Date.parse(event.recordedAt);
  const begin = (key: string, step: number, type: StepType, name: string, callId?: string) => {
    const known = steps.get(key);
    if (known) {
      known.events.push(event);
      return known;
    }
    const begun: Step = {
      key,
      run: event.streamId,
      step,
      ...(callId === undefined ? {} : { callId }),
      type,
      name,
      status: "running",
      attempts: 0,
      from: at,
      spans: [],
      events: [event],
    };
    steps.set(key, begun);
    return begun;
  };
  const go = (key: string, act: (step: Step) => void) => {
    const step = steps.get(key);
    if (step) {
      step.events.push(event);
      act(step);
    }
  };

  switch (fact.contract) {
    case "run.code-invoked": {
      const { step, attempt } = fact.payload;
      attempted(begin("code", step, "code", "Code"), attempt, at, 0);
      break;
    }
    case "run.code-returned":
      go("code", (step) => stand(step, "succeeded", at));
      break;
    case "run.code-failed":
      go("code", (step) => stand(step, "failed", at, fact.payload.error.message));
      break;
    case "run.model-call-requested": {
      const { step, attempt, model, delayMillis } = fact.payload;
      const begun = begin(modelKey(step), step, "model", model);
      begun.name = model;
      attempted(begun, attempt, at, delayMillis);
      break;
    }
    case "run.model-call-completed": {
      const { step, call } = fact.payload;
      go(modelKey(step), (known) => {
        pay(known, call.costMicros, call.usage);
        stand(known, "succeeded", at);
      });
      break;
    }
    case "run.model-call-failed": {
      const { step, failure, costMicros, usage } = fact.payload;
      go(modelKey(step), (known) => {
        pay(known, costMicros, usage);
        stand(known, "failed", at, failure.message);
      });
      break;
    }
    case "run.model-call-discarded": {
      const { step, costMicros, usage } = fact.payload;
      go(modelKey(step), (known) => pay(known, costMicros, usage));
      break;
    }
    case "run.tool-call-held": {
      const { callId, step, tool } = fact.payload;
      const held = begin(callId, step, "tool", tool, callId);
      stand(held, "waiting", at);
      held.spans.push({ kind: "wait", from: at });
      break;
    }
    case "run.tool-call-intended": {
      const { callId, step, tool, attempt, delayMillis, childRunId } = fact.payload;
      const called = begin(callId, step, "tool", tool, callId);
      if (childRunId !== undefined) {
        called.type = "agent";
        called.child = childRunId;
      }
      attempted(called, attempt, at, delayMillis);
      break;
    }
    case "run.tool-call-refused": {
      const { callId, step, tool, reason } = fact.payload;
      stand(begin(callId, step, "tool", tool, callId), "refused", at, reason);
      break;
    }
    case "run.tool-call-succeeded":
      go(fact.payload.callId, (step) => {
        pay(step, fact.payload.costMicros);
        stand(step, "succeeded", at);
      });
      break;
    case "run.tool-call-failed":
      go(fact.payload.callId, (step) => {
        pay(step, fact.payload.costMicros);
        stand(step, fact.payload.last ? "failed" : "running", at, fact.payload.failure.message);
      });
      break;
    case "run.tool-call-outcome-unknown":
      go(fact.payload.callId, (step) => {
        stand(step, "unknown", at, fact.payload.reason);
        step.spans.push({ kind: "wait", from: at });
      });
      break;
    case "run.tool-call-reconciled":
      go(fact.payload.callId, (step) =>
        stand(
          step,
          ({ done: "succeeded", retry: "running", fail: "failed" } as const)[fact.payload.resolution],
          at,
          fact.payload.resolution === "fail" ? fact.payload.comment : undefined,
        ),
      );
      break;
    case "run.tool-call-rejected":
      go(fact.payload.callId, (step) => stand(step, "rejected", at, fact.payload.reason));
      break;
    case "run.question-asked": {
      const { callId, step, question } = fact.payload;
      const asked = begin(callId, step, "question", question, callId);
      stand(asked, "waiting", at);
      asked.spans.push({ kind: "wait", from: at });
      break;
    }
    case "run.question-answered":
      go(fact.payload.callId, (step) => stand(step, "succeeded", at));
      break;
    case "run.completed":
    case "run.failed":
    case "run.cancelled":
      for (const step of steps.values()) {
        // That nobody knows whether a call took effect does not end with the run.
        if (step.status === "running" || step.status === "waiting") {
          stand(step, "abandoned", at);
        }
      }
      break;
    default:
  }
}
