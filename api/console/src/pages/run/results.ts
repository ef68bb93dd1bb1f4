import { factOf } from "./facts";
import type { Step } from "./step";

/** What came of a call, as the model was told. */
export function resultOf(call: Step): unknown {
  for (const event of call.events.toReversed()) {
    const fact = factOf(event);
    switch (fact.contract) {
      case "run.tool-call-succeeded":
      case "run.tool-call-reconciled":
        return fact.payload.result;
      case "run.question-answered":
        return fact.payload.answer;
      default:
    }
  }
  return undefined;
}
