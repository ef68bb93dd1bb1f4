import { Activity } from "lucide-react";
import { useLiveList } from "@/api/live";
import { DataTable } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { COLUMNS } from "./columns";
import { FILTERS, RunFilters } from "./RunFilters";
import { newestFirst } from "./order";
import { useRunQuery } from "./useRunQuery";

export function RunsPage() {
  const runs = useLiveList("/api/v1/runs", { query: useRunQuery() }, { id: (run) => run.runId, order: newestFirst });
  return (
    <>
      <PageHeader title="Runs" connection={runs.connection} />
      <RunFilters />
      <DataTable
        label="Runs"
        list={runs}
        columns={COLUMNS}
        rowKey={(run) => run.runId}
        rowLink={(run) => ({ to: "/runs/$run", params: { run: run.runId } })}
        rowId={(run) => run.runId}
        empty={
          <EmptyList of="runs" filters={FILTERS} icon={Activity} title="No runs yet">
            A run is one execution of an agent, with every step on record. Start one on the page of an agent.
          </EmptyList>
        }
      />
    </>
  );
}
