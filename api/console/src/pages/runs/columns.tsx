import type { Schema } from "@/api/types";
import { shortId, words } from "@/format/format";
import type { Column } from "@/ui/DataTable";
import { StatusChip } from "@/ui/StatusChip";
import { Duration, Money, Tokens, When } from "@/ui/values";
import { tokensIn } from "../run/step";

type Run = Schema["RunView"];

export const COLUMNS: readonly Column<Run>[] = [
  {
    id: "run",
    header: "Run",
    wide: true,
    cell: (run) => (
      <>
        {run.agentSlug}{" "}
        <span className="ml-1 font-mono text-xs font-normal text-faint">{shortId(run.runId)}</span>
      </>
    ),
  },
  { id: "status", header: "Status", cell: (run) => <StatusChip status={run.status} /> },
  { id: "doing", header: "Rests for", cell: (run) => run.suspension && words(run.suspension.reason) },
  { id: "mode", header: "Mode", secondary: true, cell: (run) => words(run.mode) },
  { id: "version", header: "Version", secondary: true, cell: (run) => `v${run.version.number}` },
  { id: "by", header: "Started by", secondary: true, cell: (run) => run.requestedBy },
  { id: "steps", header: "Steps", align: "right", secondary: true, cell: (run) => run.usage.steps },
  {
    id: "tokens",
    header: "Tokens",
    align: "right",
    secondary: true,
    cell: (run) => <Tokens count={tokensIn(run.usage.tokens)} />,
  },
  { id: "cost", header: "Cost", align: "right", cell: (run) => <Money usd={run.usage.cost} /> },
  { id: "duration", header: "Duration", align: "right", cell: (run) => <Duration from={run.requestedAt} to={run.endedAt} /> },
  { id: "at", header: "Started", align: "right", cell: (run) => <When at={run.requestedAt} relative /> },
];
