import { Scale } from "lucide-react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { Brief } from "@/ui/Brief";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import { CallPage } from "./CallPage";
import { addressOf, placeIn } from "./place";

type Call = Schema["UnknownOutcome"];

const LOOK_AGAIN_MILLIS = 5_000;

const COLUMNS: readonly Column<Call>[] = [
  {
    id: "tool",
    header: "Call",
    cell: (call) => (
      <>
        {call.tool}
        <Brief value={call.arguments} />
      </>
    ),
  },
  { id: "agent", header: "Agent", cell: (call) => call.agentSlug },
  {
    id: "reason",
    header: "What is known",
    wide: true,
    cell: (call) => <span className="line-clamp-2">{call.reason}</span>,
  },
  { id: "attempt", header: "Attempts", align: "right", secondary: true, cell: (call) => call.attempt },
  { id: "since", header: "Since", align: "right", cell: (call) => <When at={call.since} relative /> },
];

/** Calls of which nobody knows whether they took effect; one of them when the address names it. */
export function ReconcilePage() {
  const [search] = useUrlState();
  const place = placeIn(search.call);
  return place ? <CallPage key={search.call} place={place} /> : <Calls />;
}

function Calls() {
  const list = useList("/api/v1/reconcile", {}, LOOK_AGAIN_MILLIS);
  return (
    <>
      <PageHeader
        title="Reconcile"
        description="A call was sent and no answer came, so nobody knows whether it took effect. Find out where it went, then say so; its run waits for you."
      />
      <DataTable
        label="Calls with an unknown outcome"
        list={list}
        columns={COLUMNS}
        rowKey={addressOf}
        rowLink={(call) => ({ to: "/reconcile", search: { call: addressOf(call) } })}
        empty={
          <EmptyState title="Nothing to reconcile" icon={Scale}>
            A call whose outcome nobody knows waits here until a person has found out.
          </EmptyState>
        }
      />
    </>
  );
}
