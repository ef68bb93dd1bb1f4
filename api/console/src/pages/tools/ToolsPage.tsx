import { FileDown, Plus, Wrench } from "lucide-react";
import { useLiveList } from "@/api/live";
import type { Schema } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyList } from "@/ui/EmptyState";
import { ChipFilter, FilterBar, FilterChip, SelectFilter, TextFilter } from "@/ui/FilterBar";
import { PageHeader } from "@/ui/PageHeader";
import { StatusChip } from "@/ui/StatusChip";
import { oneOf, useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import { EffectChip } from "./EffectChip";
import { ToBuild } from "./ToBuild";
import { APPROVALS } from "./words";

type Tool = Schema["ToolView"];

const STATUSES = ["active", "retired"] as const;
const KINDS = ["http", "function"] as const;
const EFFECTS = ["read", "idempotent", "effectful"] as const;
const FILTERS = { text: "text", status: "status", kind: "kind", effect: "effect", credential: "credential" };

const COLUMNS: readonly Column<Tool>[] = [
  {
    id: "name",
    header: "Tool",
    wide: true,
    cell: (tool) => (
      <>
        <span className="font-mono text-sm">{tool.name}</span>
        <span className="ml-2 text-xs font-normal text-faint">{tool.description}</span>
      </>
    ),
  },
  { id: "status", header: "Status", cell: (tool) => <StatusChip status={tool.status} /> },
  { id: "kind", header: "Kind", cell: (tool) => (tool.kind === "http" ? "HTTP" : "Function") },
  { id: "effect", header: "Effect", cell: (tool) => <EffectChip effect={tool.effect} /> },
  { id: "approval", header: "Approval", cell: (tool) => APPROVALS[tool.approval] },
  { id: "credential", header: "Credential", secondary: true, cell: (tool) => <code className="font-mono text-xs">{tool.credential}</code> },
  { id: "version", header: "Version", secondary: true, cell: (tool) => `v${tool.latest.number}` },
  { id: "updatedAt", header: "Changed", align: "right", cell: (tool) => <When at={tool.updatedAt} relative /> },
];

export function ToolsPage() {
  const [search] = useUrlState();
  const tools = useLiveList(
    "/api/v1/tools",
    {
      query: {
        status: oneOf(STATUSES, search.status),
        kind: oneOf(KINDS, search.kind),
        effect: oneOf(EFFECTS, search.effect),
        credential: search.credential,
        text: search.text,
      },
    },
    { id: (tool) => tool.toolId, order: (a, b) => (a.name < b.name ? -1 : 1) },
  );
  const actions = (
    <>
      <ToBuild to="/tools/import" icon={FileDown}>
        Import OpenAPI
      </ToBuild>
      <ToBuild to="/tools/new" icon={Plus} look="primary">
        New tool
      </ToBuild>
    </>
  );
  return (
    <>
      <PageHeader title="Tools" connection={tools.connection} actions={actions} />
      <FilterBar>
        <TextFilter name="text" label="Filter by name or description" />
        <ChipFilter name="status" label="Status" values={STATUSES} />
        <SelectFilter name="effect" label="Effect" any="All effects" values={EFFECTS} />
        <SelectFilter name="kind" label="Kind" any="All kinds" values={KINDS} nameOf={(kind) => (kind === "http" ? "HTTP" : "Function")} />
        <FilterChip name="credential" label="Credential" />
      </FilterBar>
      <DataTable
        label="Tools"
        list={tools}
        columns={COLUMNS}
        rowKey={(tool) => tool.toolId}
        rowLink={(tool) => ({ to: "/tools/$tool", params: { tool: tool.name } })}
        empty={
          <EmptyList
            of="tools"
            filters={FILTERS}
            icon={Wrench}
            title="No tools yet"
            action={<div className="flex flex-wrap justify-center gap-2">{actions}</div>}
          >
            A tool is what agents may call: an HTTP service, or sandboxed code. It says itself what a call does to the
            world and when a person must allow it.
          </EmptyList>
        }
      />
    </>
  );
}
