import type { Schema } from "@/api/types";
import { compact, duration, whole } from "@/format/format";
import { IdChip } from "@/ui/IdChip";
import { ProgressBar } from "@/ui/ProgressBar";
import { StatusChip } from "@/ui/StatusChip";
import { Duration, KeyValues, When } from "@/ui/values";
import { Comparison } from "./Comparison";
import { hasEnded, percentOf, stateOf } from "./rebuilds";

/** A rebuild: how far it is, what was compared, who started it. */
export function RebuildDetail({ rebuild }: { rebuild: Schema["RebuildView"] }) {
  const { position, head, events, eventsPerSecond, secondsLeft, state, reason, comparison } = rebuild;
  // That somebody wanted to be asked needs no telling once it asks.
  const wanted = state === "awaiting-confirmation" && rebuild.switching === "on-confirmation";
  const fills = state === "running" || state === "comparing";
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusChip status={state} />
        <span className="text-muted">{stateOf(rebuild)}</span>
      </div>
      {reason && !wanted && <p className="rounded-md bg-warn-soft px-3 py-2 break-words text-ink">{reason}</p>}
      {!hasEnded(rebuild) && (
        <div className="space-y-1.5">
          <ProgressBar label="Filled" done={position} total={Math.max(1, head)} />
          <p className="flex flex-wrap justify-between gap-x-4 text-xs text-muted tabular">
            <span>
              {percentOf(rebuild)}% · position {whole(position)} of {whole(head)}
            </span>
            {fills && (
              <span>
                {compact(eventsPerSecond)} events/s
                {secondsLeft !== undefined && ` · ${duration(secondsLeft * 1_000)} left`}
              </span>
            )}
          </p>
        </div>
      )}
      <KeyValues
        items={[
          ["Events written", <span key="events" className="tabular">{whole(events)}</span>],
          ["Switches", rebuild.switching === "automatic" ? "By itself" : "When somebody confirms"],
          [
            "Started",
            <span key="started">
              <When at={rebuild.startedAt} /> by {rebuild.startedBy}
            </span>,
          ],
          rebuild.endedAt === undefined
            ? ["Goes on for", <Duration key="for" from={rebuild.startedAt} />]
            : ["Took", <Duration key="took" from={rebuild.startedAt} to={rebuild.endedAt} />],
          ["Rebuild", <IdChip key="id" id={rebuild.rebuildId} />],
        ]}
      />
      {comparison && <Comparison comparison={comparison} />}
    </div>
  );
}
