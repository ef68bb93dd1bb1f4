import { whole } from "@/format/format";
import { JsonView } from "@/ui/JsonView";
import { Markdown } from "@/ui/Markdown";
import { KeyValues, Millis } from "@/ui/values";
import { IdChip } from "@/ui/IdChip";
import { last } from "../facts";
import type { Step } from "../step";
import { Part } from "./Part";
import { Writing } from "./Writing";

/** What a model was asked with, and what it answered. */
export function ModelSaid({ step }: { step: Step }) {
  const asked = last(step.events, "run.model-call-requested");
  const call = last(step.events, "run.model-call-completed")?.call;
  const { text, toolCalls = [] } = call?.message ?? {};
  return (
    <>
      {asked?.addition && (
        <Part title="Told in addition">
          <p className="break-words whitespace-pre-wrap">{asked.addition}</p>
        </Part>
      )}
      {step.status === "running" && <Writing step={step} />}
      {text?.trim() && (
        <Part title="Answer">
          <Markdown text={text} />
        </Part>
      )}
      {toolCalls.length > 0 && (
        <Part title="Calls that it wants">
          <JsonView label="Calls that the model wants" value={toolCalls} open={3} />
        </Part>
      )}
      {call && (
        <Part title="Call">
          <KeyValues
            items={[
              ["Asked", call.modelAsked],
              ["Answered", `${call.modelAnswered} of ${call.provider}`],
              ["Finished", call.finishReason],
              ["Latency", <Millis key="latency" millis={call.latencyMillis} />],
              [
                "First token",
                call.timeToFirstTokenMillis !== undefined && <Millis key="first" millis={call.timeToFirstTokenMillis} />,
              ],
              ["Tokens in", whole(call.usage.input)],
              ["Tokens out", whole(call.usage.output)],
              ["From the cache", call.usage.cacheRead > 0 && whole(call.usage.cacheRead)],
              ["Into the cache", call.usage.cacheWrite > 0 && whole(call.usage.cacheWrite)],
              ["Reasoning", call.usage.reasoning > 0 && whole(call.usage.reasoning)],
              ["Price book", call.priceBookVersion !== undefined && `version ${call.priceBookVersion}`],
              ["Request", <IdChip key="request" id={call.requestHash} />],
            ]}
          />
          {Object.keys(call.parameters).length > 0 && <JsonView label="Parameters" value={call.parameters} />}
        </Part>
      )}
    </>
  );
}
