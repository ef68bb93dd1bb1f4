import { History } from "lucide-react";
import { useList } from "@/api/live";
import type { Schema } from "@/api/types";
import { useMe } from "@/session/useMe";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { ChipFilter, FilterBar, FilterChip, SelectFilter } from "@/ui/FilterBar";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";

type Conversation = Schema["ConversationView"];

const STATUSES = ["idle", "answering", "handed-over", "closed"] as const;
const LOOK_AGAIN_MILLIS = 10_000;

const COLUMNS: readonly Column<Conversation>[] = [
  { id: "agent", header: "Conversation", wide: true, cell: (item) => item.title ?? `With ${item.agentSlug}` },
  { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> },
  { id: "version", header: "Version", cell: (item) => (item.version ? `v${item.version.number}` : "active") },
  {
    id: "turns",
    header: "Said",
    align: "right",
    cell: (item) => <span className="tabular">{item.turns === 1 ? "1 turn" : `${item.turns} turns`}</span>,
  },
  { id: "openedBy", header: "Opened by", cell: (item) => item.openedBy },
  { id: "changedAt", header: "Changed", align: "right", cell: (item) => <When at={item.changedAt} relative /> },
];

/** What was said before, to be gone on with. */
export function Conversations() {
  const [search] = useUrlState();
  const me = useMe();
  const list = useList(
    "/api/v1/conversations",
    {
      query: {
        status: oneOf(STATUSES, search.status),
        agent: search.agent,
        openedBy: search.by === "me" ? me?.name : undefined,
      },
    },
    LOOK_AGAIN_MILLIS,
  );
  return (
    <>
      <FilterBar>
        <ChipFilter name="status" label="Status" values={STATUSES} />
        <SelectFilter name="by" label="Opened by" any="Opened by anyone" values={["me"]} nameOf={() => "Opened by me"} />
        <FilterChip name="agent" label="Agent" />
      </FilterBar>
      <DataTable
        label="Earlier conversations"
        list={list}
        columns={COLUMNS}
        rowKey={(item) => item.conversationId}
        rowLink={(item) => ({
          to: "/playground/$agent",
          params: { agent: item.agentSlug },
          search: {
            conversation: item.conversationId,
            ...(item.version && { version: String(item.version.number) }),
          },
        })}
        empty={
          <EmptyList
            of="conversations"
            filters={{ status: "status", by: "opened by", agent: "agent" }}
            icon={History}
            title="No conversations yet"
          >
            What is said to agents, here or over the API, can be read and gone on with.
          </EmptyList>
        }
      />
    </>
  );
}
