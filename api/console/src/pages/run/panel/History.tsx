import { JsonView } from "@/ui/JsonView";
import { When } from "@/ui/values";
import { sentenceOf } from "../sentences";
import type { Step } from "../step";

/** What happened to a step, one fact after the other, each with its event as it is on record. */
export function History({ step }: { step: Step }) {
  return (
    <section aria-label="What happened">
      <h3 className="pb-2 font-medium">What happened</h3>
      <ol className="space-y-2 border-l border-line pl-4">
        {step.events.map((event) => (
          <li key={event.sequence} className="relative">
            <span aria-hidden className="absolute top-1.5 -left-[1.22rem] size-2 rounded-full bg-line-strong" />
            <p className="break-words">{sentenceOf(event)}</p>
            <details>
              <summary className="text-xs text-muted hover:text-ink">
                <When at={event.recordedAt} full /> · <span className="font-mono">{event.contract}</span>
              </summary>
              <div className="pt-1">
                <JsonView label={event.contract} value={event.payload} open={1} />
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
