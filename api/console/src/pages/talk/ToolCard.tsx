import { Link } from "@tanstack/react-router";
import { Wrench } from "lucide-react";
import { JsonView } from "@/ui/JsonView";
import { StatusChip, type Tone } from "@/ui/StatusChip";
import { Duration } from "@/ui/values";
import type { ToolUse } from "./activity";
import { InlineApproval } from "./InlineApproval";

const SAID: Record<ToolUse["status"], [label: string, tone: Tone]> = {
  running: ["Running", "busy"],
  held: ["Needs approval", "warn"],
  unknown: ["Outcome unknown", "bad"],
  succeeded: ["Succeeded", "good"],
  failed: ["Failed", "bad"],
  rejected: ["Rejected", "bad"],
  refused: ["Refused", "bad"],
  stopped: ["Stopped", "calm"],
};

/** A call of a tool: with what, what came of it, how long it took. */
export function ToolCard({ use, run }: { use: ToolUse; run: string }) {
  const [label, tone] = SAID[use.status];
  const open = use.status === "held" || use.status === "unknown" || use.status === "running";
  return (
    <div role="group" aria-label={`Call of ${use.name}`} className="min-w-0 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
        <Wrench aria-hidden className="size-4 shrink-0 text-faint" />
        <span className="min-w-0 font-mono text-xs font-medium break-all">{use.name}</span>
        <StatusChip status={use.status} label={label} tone={tone} />
        <span className="ml-auto text-xs text-muted">
          <Duration from={use.startedAt} to={use.endedAt} />
        </span>
      </div>
      {use.detail && <p className="px-3 pb-2 text-sm break-words text-muted">{use.detail}</p>}
      {use.approvedBy.length > 0 && (
        <p className="px-3 pb-2 text-xs text-muted">Approved by {use.approvedBy.join(", ")}</p>
      )}
      {use.status === "held" && <InlineApproval run={run} callId={use.callId} />}
      {use.status === "unknown" && (
        <p className="px-3 pb-2 text-sm">
          <Link to="/reconcile" search={{ call: `${run}/${use.callId}` }} className="text-accent hover:underline">
            Find out and settle it
          </Link>
        </p>
      )}
      {use.childRunId && (
        <p className="px-3 pb-2 text-sm">
          <Link to="/runs/$run" params={{ run: use.childRunId }} className="text-accent hover:underline">
            Run of the agent that is called
          </Link>
        </p>
      )}
      <details className="border-t border-line px-3 py-2" open={open}>
        <summary className="text-xs text-muted hover:text-ink">
          Arguments{use.result === undefined ? "" : " and result"}
        </summary>
        <div className="mt-2 grid gap-2">
          <JsonView label={`Arguments of ${use.name}`} value={use.arguments ?? null} />
          {use.result !== undefined && <JsonView label={`Result of ${use.name}`} value={use.result} />}
        </div>
      </details>
    </div>
  );
}
