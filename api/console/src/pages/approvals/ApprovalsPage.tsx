import { ListChecks } from "lucide-react";
import { useLiveList } from "@/api/live";
import { agreed, deciders, type Approval } from "@/approvals/standing";
import { words } from "@/format/format";
import { Brief } from "@/ui/Brief";
import { Countdown } from "@/ui/Countdown";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { ChipFilter, FilterBar, FilterChip, SelectFilter } from "@/ui/FilterBar";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";

const STATUSES = ["pending", "approved", "rejected", "expired", "withdrawn"] as const;
const DECIDED = ["approved", "rejected", "expired", "withdrawn"] as const;
const KINDS = ["agent-promotion", "tool-call"] as const;

type View = "mine" | "all" | "decided";

const VIEWS: readonly Tab<View>[] = [
  { id: "mine", label: "For me" },
  { id: "all", label: "All" },
  { id: "decided", label: "Decided" },
];

const TITLE: Column<Approval> = {
  id: "title",
  header: "Approval",
  wide: true,
  cell: ({ title, call }) => (
    <>
      {title}
      {call && <Brief value={call.arguments} />}
    </>
  ),
};
const KIND: Column<Approval> = {
  id: "kind",
  header: "Kind",
  cell: (item) => words(item.subject.kind).replace("Agent promotion", "Promotion"),
};
const STATUS: Column<Approval> = { id: "status", header: "Status", cell: (item) => <StatusChip status={item.status} /> };
const VOTES: Column<Approval> = {
  id: "votes",
  header: "Agreed",
  cell: (item) => (
    <span className="tabular">
      {agreed(item)} of {item.rule.approvals}
    </span>
  ),
};
const ASKED_BY: Column<Approval> = { id: "requestedBy", header: "Asked by", cell: (item) => item.requestedBy };
const ASKED: Column<Approval> = {
  id: "requestedAt",
  header: "Asked",
  align: "right",
  cell: (item) => <When at={item.requestedAt} relative />,
};
const EXPIRES: Column<Approval> = {
  id: "expiresAt",
  header: "Expires",
  align: "right",
  secondary: true,
  cell: (item) => (item.status === "pending" ? <Countdown to={item.expiresAt} over="now" /> : ""),
};
const DECIDED_BY: Column<Approval> = { id: "by", header: "Decided by", cell: (item) => deciders(item) || "–" };
const CLOSED: Column<Approval> = {
  id: "closedAt",
  header: "Decided",
  align: "right",
  cell: (item) => item.closedAt && <When at={item.closedAt} relative />,
};

const COLUMNS: Record<View, readonly Column<Approval>[]> = {
  mine: [TITLE, KIND, VOTES, ASKED_BY, ASKED, EXPIRES],
  all: [TITLE, STATUS, KIND, ASKED_BY, ASKED, EXPIRES],
  decided: [TITLE, STATUS, KIND, DECIDED_BY, CLOSED],
};

export function ApprovalsPage() {
  const [search] = useUrlState();
  const view = useTab(VIEWS);
  const status = oneOf(STATUSES, search.status);
  const list = useLiveList(
    "/api/v1/approvals",
    {
      query: {
        status: view === "mine" ? ["pending"] : status ? [status] : view === "decided" ? [...DECIDED] : [],
        kind: oneOf(KINDS, search.kind),
        subject: search.subject,
        mine: view === "mine",
      },
    },
    {
      id: (approval) => approval.approvalId,
      order: (a, b) => (a.requestedAt > b.requestedAt ? -1 : 1),
    },
  );
  return (
    <>
      <PageHeader title="Approvals" connection={list.connection} />
      <LinkTabs tabs={VIEWS} label="Queues" />
      <FilterBar>
        {view !== "mine" && (
          <ChipFilter name="status" label="Status" values={view === "decided" ? DECIDED : STATUSES} />
        )}
        <SelectFilter name="kind" label="Kind" any="Promotions and tool calls" values={KINDS} />
        <FilterChip name="subject" label="About" />
      </FilterBar>
      <DataTable
        key={view}
        label="Approvals"
        list={list}
        columns={COLUMNS[view]}
        rowKey={(item) => item.approvalId}
        rowLink={(item) => ({ to: "/approvals/$approval", params: { approval: item.approvalId } })}
        empty={<Empty view={view} />}
      />
    </>
  );
}

function Empty({ view }: { view: View }) {
  const filters = { ...(view === "mine" ? {} : { status: "status" }), kind: "kind", subject: "about" };
  const said: Record<View, [title: string, text: string]> = {
    mine: ["Nothing waits for you", "Promotions and tool calls that you may decide appear here as they are asked for."],
    all: ["Nobody asked for a decision yet", "Promotions that the policy does not let pass, and tool calls that need people."],
    decided: ["Nothing was decided yet", "What was approved, rejected, withdrawn, or expired stays here."],
  };
  const [title, text] = said[view];
  return (
    <EmptyList of="approvals" filters={filters} icon={ListChecks} title={title}>
      {text}
    </EmptyList>
  );
}
