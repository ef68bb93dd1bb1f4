import type { RunEvent } from "@/api/live";
import { duration } from "@/format/format";
import { factOf } from "./facts";

/** What an event says, in a sentence. */
export function sentenceOf(event: RunEvent): string {
  const fact = factOf(event);
  switch (fact.contract) {
    case "run.requested":
      return "The run was asked for";
    case "run.code-invoked":
      return attempt(fact.payload.attempt, "The code is executed", fact.payload.reason);
    case "run.code-returned":
      return `It returned after ${duration(fact.payload.durationMillis)}`;
    case "run.code-failed":
      return `It failed after ${duration(fact.payload.durationMillis)}: ${fact.payload.error.message}`;
    case "run.model-call-requested":
      return attempt(fact.payload.attempt, `${fact.payload.model} is asked`, fact.payload.reason);
    case "run.model-call-completed":
      return `${fact.payload.call.modelAnswered} answered after ${duration(fact.payload.call.latencyMillis)}`;
    case "run.model-call-failed":
      return `No answer (${fact.payload.failure.kind}): ${fact.payload.failure.message}`;
    case "run.model-call-discarded":
      return "An answer came too late; it counts for the bill only";
    case "run.tool-call-held":
      return `It is held for approval: ${fact.payload.reason}`;
    case "run.tool-call-intended": {
      const { approvedBy } = fact.payload;
      const by = approvedBy.length > 0 ? `, approved by ${approvedBy.join(" and ")}` : "";
      return attempt(fact.payload.attempt, `The call is put on record, then made${by}`);
    }
    case "run.tool-call-succeeded":
      return `It succeeded after ${duration(fact.payload.durationMillis)}`;
    case "run.tool-call-failed":
      return `It failed (${fact.payload.failure.kind}): ${fact.payload.failure.message}${
        fact.payload.last ? "" : "; it is tried again"
      }`;
    case "run.tool-call-outcome-unknown":
      return `Nobody knows whether it took effect: ${fact.payload.reason}`;
    case "run.tool-call-reconciled": {
      const { resolution, reconciledBy, comment } = fact.payload;
      const settled = { done: "it took effect", retry: "it did not, make it again", fail: "it failed" }[resolution];
      return `${reconciledBy} settled it: ${settled}${comment ? ` (${comment})` : ""}`;
    }
    case "run.tool-call-rejected":
      return `${fact.payload.rejectedBy ?? "Nobody in time"} rejected it: ${fact.payload.reason}`;
    case "run.tool-call-refused":
      return `It was refused: ${fact.payload.reason}`;
    case "run.question-asked":
      return "The question is asked";
    case "run.question-answered":
      return `${fact.payload.answeredBy} answered`;
    case "run.suspended":
      return `The run rests: ${fact.payload.detail}`;
    case "run.resumed":
      return `The run goes on${fact.payload.comment ? `: ${fact.payload.comment}` : ""}`;
    case "run.diverged":
      return divergedIn(fact.payload.divergence.what);
    case "run.cancel-requested":
      return `Its cancellation was asked for${fact.payload.reason ? `: ${fact.payload.reason}` : ""}`;
    case "run.cancelled":
      return "The run was cancelled";
    case "run.completed":
      return "The run completed";
    case "run.failed":
      return `The run failed (${fact.payload.error.kind}): ${fact.payload.error.message}`;
    default:
      return (fact as { contract: string }).contract;
  }
}

const DIVERGED: Record<string, string> = {
  "model-request": "It would have asked the model something else than what is on record.",
  "tool-call": "It would have called a tool that is not on record in this way.",
  end: "It would have ended otherwise than what is on record.",
};

/** In which way a replay left the record. */
export function divergedIn(what: string): string {
  return DIVERGED[what] ?? `It left the record: ${what}.`;
}

function attempt(number: number, what: string, reason?: string): string {
  return `${what}${number > 1 ? `, attempt ${number}` : ""}${reason ? `: ${reason}` : ""}`;
}
