import { Activity } from "lucide-react";
import { useList, type List } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { shortId } from "@/format/format";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";
import { Duration, Money, When } from "@/ui/values";
import type { Agent } from "../lifecycle/actions";

type Run = Schema["RunView"];

export const RUN_STATUSES = ["running", "suspended", "completed", "failed", "cancelled"] as const;

const POLL_MILLIS = 3_000;
const FEW = 5;

const ALL: readonly Column<Run>[] = [
  { id: "run", header: "Run", wide: true, cell: (run) => <span className="font-mono text-xs">{shortId(run.runId)}</span> },
  { id: "status", header: "Status", cell: (run) => <StatusChip status={run.status} /> },
  { id: "version", header: "Version", cell: (run) => `v${run.version.number}` },
  { id: "mode", header: "Mode", secondary: true, cell: (run) => run.mode },
  { id: "by", header: "Started by", secondary: true, cell: (run) => run.requestedBy },
  { id: "duration", header: "Duration", align: "right", cell: (run) => <Duration from={run.requestedAt} to={run.endedAt} /> },
  { id: "cost", header: "Cost", align: "right", cell: (run) => <Money usd={run.usage.cost} /> },
  { id: "at", header: "Started", align: "right", cell: (run) => <When at={run.requestedAt} relative /> },
];

const SHORT = ALL.filter(({ id }) => !["mode", "by", "cost"].includes(id));

/** What a run had cost by then is not known. */
const PAST = ALL.filter(({ id }) => id !== "cost");

interface AgentRunsProps {
  agent: Agent;
  /** The instant that is shown, when it is not now. */
  at: string | undefined;
  /** Only the newest, without filters. */
  few?: boolean;
}

/** The runs of the agent, newest first; in the past those that had begun by then. */
export function AgentRuns({ agent, at, few = false }: AgentRunsProps) {
  const [search] = useUrlState();
  const runs = useList(
    "/api/v1/runs",
    {
      query: {
        agent: agent.agentId,
        status: few || at !== undefined ? undefined : oneOf(RUN_STATUSES, search.status),
        to: at && justAfter(at),
        limit: few ? FEW : 50,
      },
    },
    at === undefined && POLL_MILLIS,
  );
  const list = asOf(few ? { ...runs, more: { ...runs.more, has: false } } : runs, at);
  return (
    <DataTable
      label={few ? "Recent runs" : "Runs"}
      list={list}
      columns={few ? SHORT : at === undefined ? ALL : PAST}
      embedded={few}
      rowKey={(run) => run.runId}
      rowLink={(run) => ({ to: "/runs/$run", params: { run: run.runId } })}
      rowId={(run) => run.runId}
      empty={
        few ? (
          <p className="text-sm text-muted">{at === undefined ? "It has never run." : "It had not run by then."}</p>
        ) : (
          <EmptyList
            of="runs"
            filters={at === undefined ? { status: "status" } : {}}
            icon={Activity}
            title={at === undefined ? "No runs yet" : "No runs by then"}
          >
            A run is one execution of the agent, with every step on record.
          </EmptyList>
        )
      }
    />
  );
}

/** The API leaves out what was requested at its end, which is a moment that counts here. */
function justAfter(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString();
}

/** What had not ended by then was running, or rested; which of both is not known. */
function asOf(list: List<Run>, at: string | undefined): List<Run> {
  return at === undefined || list.items === undefined
    ? list
    : { ...list, items: list.items.map((run) => runAsOf(run, at)) };
}

export function runAsOf(run: Run, at: string): Run {
  if (run.endedAt !== undefined && Date.parse(run.endedAt) <= Date.parse(at)) {
    return run;
  }
  return { ...run, status: "running", endedAt: at };
}
