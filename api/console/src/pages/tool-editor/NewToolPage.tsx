import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { ownFinding } from "@/editing/findings";
import { useDefinition } from "@/editing/useDefinition";
import { cx } from "@/ui/cx";
import { PageHeader } from "@/ui/PageHeader";
import { oneOf, useUrlState, type Search } from "@/ui/urlState";
import { ToolEditor } from "./ToolEditor";
import { BEGINNINGS, ORDER, type Kind } from "./tools";

const KINDS = [
  { kind: "http", label: "HTTP call", is: "Calls a service, with a stored credential if it needs one." },
  { kind: "function", label: "Function", is: "Your own JavaScript in a sandbox, without network." },
] as const;

export function NewToolPage() {
  const [search] = useUrlState();
  const kind = oneOf(["http", "function"] as const, search.kind) ?? "http";
  return (
    <>
      <PageHeader
        crumbs={<Link to="/tools">Tools</Link>}
        title="New tool"
        description="What agents may call, and under which rules."
      />
      <nav aria-label="Kind of tool" className="grid gap-3 pb-5 sm:grid-cols-2">
        {KINDS.map(({ kind: each, label, is }) => (
          <Link
            key={each}
            to="/tools/new"
            search={(before: Search) => ({ ...before, kind: each })}
            aria-current={each === kind ? "true" : undefined}
            className={cx(
              "rounded-lg border p-3.5 transition-colors",
              each === kind ? "border-accent bg-accent-soft" : "border-line bg-surface hover:border-line-strong",
            )}
          >
            <span className="block font-medium">{label}</span>
            <span className="block text-sm text-muted">{is}</span>
          </Link>
        ))}
      </nav>
      <NewTool key={kind} kind={kind} />
    </>
  );
}

function NewTool({ kind }: { kind: Kind }) {
  const editing = useDefinition(`new-tool.${kind}`, BEGINNINGS[kind], ORDER);
  const name = String(editing.value.name ?? "");
  const { data } = useQuery({
    ...reading("/api/v1/tools/{tool}", { path: { tool: name } }),
    enabled: name !== "",
    retry: false,
  });
  const taken = data?.name === name ? [ownFinding("/name", "There is a tool of this name already; edit that one.")] : [];
  return <ToolEditor editing={editing} kind={kind} own={taken} />;
}
