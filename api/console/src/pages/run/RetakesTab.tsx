import { GitBranch } from "lucide-react";
import { useLiveList } from "@/api/live";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { StatusChip } from "@/ui/StatusChip";
import { Duration, Money, When } from "@/ui/values";
import { newestFirst } from "../runs/order";
import type { Run } from "./useRun";

const COLUMNS: readonly Column<Run>[] = [
  { id: "what", header: "What", wide: true, cell: whatOf },
  { id: "status", header: "Status", cell: (run) => <StatusChip status={run.status} /> },
  {
    id: "divergence",
    header: "Divergence",
    cell: (run) =>
      run.replayOf && (run.divergence ? `At step ${run.divergence.step}` : run.status === "completed" ? "None" : ""),
  },
  { id: "version", header: "Version", cell: (run) => `v${run.version.number}` },
  { id: "by", header: "Started by", secondary: true, cell: (run) => run.requestedBy },
  { id: "duration", header: "Duration", align: "right", cell: (run) => <Duration from={run.requestedAt} to={run.endedAt} /> },
  { id: "cost", header: "Cost", align: "right", cell: (run) => <Money usd={run.usage.cost} /> },
  { id: "at", header: "Started", align: "right", cell: (run) => <When at={run.requestedAt} relative /> },
];

/** The runs that took this one again: whole from its record, or from one of its steps on. */
export function RetakesTab({ run }: { run: Run }) {
  const list = useLiveList(
    "/api/v1/runs",
    { query: { origin: run.runId } },
    { id: (each) => each.runId, order: newestFirst },
  );
  return (
    <DataTable
      label="Replays and forks"
      list={list}
      columns={COLUMNS}
      rowKey={(each) => each.runId}
      rowLink={(each) => ({ to: "/runs/$run", params: { run: each.runId }, search: { tab: "comparison" } })}
      rowId={(each) => each.runId}
      empty={
        <EmptyState icon={GitBranch} title="Never taken again">
          A replay drives its record through a version, at no cost. A fork goes on from one of its steps in another way.
        </EmptyState>
      }
    />
  );
}

function whatOf({ replayOf, forkOf }: Run): string {
  return replayOf ? `Replay, ${replayOf.mode ?? "strict"}` : `Fork after step ${forkOf?.afterStep ?? ""}`;
}
