import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { knownRunEvents } from "@/api/live";
import { InlineApproval } from "@/pages/talk/InlineApproval";
import { IdChip } from "@/ui/IdChip";
import { JsonView } from "@/ui/JsonView";
import { KeyValues } from "@/ui/values";
import { first, last } from "../facts";
import { resultOf } from "../results";
import type { Step } from "../step";
import { Part } from "./Part";

const EFFECTS: Record<string, string> = {
  read: "Only reads; may be called again",
  idempotent: "Has an effect, once for its key however often it is called",
  effectful: "Has an effect; not called again unless it is known that it had none",
};

/** With what a tool was called, what it does to the world, and what came of it. */
export function ToolSaid({ step }: { step: Step }) {
  const { data } = useQuery(knownRunEvents(step.run));
  const tool = data && first(data.events, "run.requested")?.plan.tools.find(({ name }) => name === step.name);
  const intended = last(step.events, "run.tool-call-intended");
  const wanted = intended ?? last(step.events, "run.tool-call-held") ?? last(step.events, "run.tool-call-refused");
  const result = resultOf(step);
  return (
    <>
      {step.status === "waiting" && step.callId && (
        <Part title="It waits for approval">
          <InlineApproval run={step.run} callId={step.callId} />
        </Part>
      )}
      {step.status === "unknown" && (
        <p className="rounded-md bg-warn-soft px-3 py-2">
          Find out whether it took effect, then{" "}
          <Link to="/reconcile" search={{ call: `${step.run}/${step.callId}` }} className="text-accent underline underline-offset-2">
            settle it
          </Link>
          .
        </p>
      )}
      <Part title="Arguments">
        <JsonView label={`Arguments of ${step.name}`} value={wanted?.arguments ?? null} />
      </Part>
      {result !== undefined && (
        <Part title="Result">
          <JsonView label={`Result of ${step.name}`} value={result} />
        </Part>
      )}
      <Part title="Call">
        <KeyValues
          items={[
            ["Effect", tool && (EFFECTS[tool.effect] ?? tool.effect)],
            ["Approved by", intended?.approvedBy.join(", ")],
            ["Key", intended && <IdChip key="key" id={intended.idempotencyKey} full />],
            ["Call", step.callId && <IdChip key="call" id={step.callId} />],
          ]}
        />
      </Part>
    </>
  );
}
