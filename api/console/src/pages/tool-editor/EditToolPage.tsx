import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useLiveItem } from "@/api/live";
import type { Schema } from "@/api/types";
import { ownFinding } from "@/editing/findings";
import type { Document } from "@/editing/pointers";
import { useBase } from "@/editing/useBase";
import { useDefinition, type Base } from "@/editing/useDefinition";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { ToolEditor } from "./ToolEditor";
import { asWritten, ORDER } from "./tools";

export function EditToolPage() {
  const { tool: name } = useParams({ from: "/tools/$tool/edit" });
  const { item: tool, problem, connection, retry } = useLiveItem("/api/v1/tools/{tool}", { path: { tool: name } });
  return (
    <>
      <PageHeader
        crumbs={
          <>
            <Link to="/tools">Tools</Link>
            {" / "}
            <Link to="/tools/$tool" params={{ tool: name }}>
              {tool?.name ?? name}
            </Link>
          </>
        }
        title="Edit definition"
        description={tool && `From version ${tool.latest.number}. Saving makes the next version, which agents call at once.`}
        connection={connection}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : tool === undefined ? (
        <Skeleton lines={8} />
      ) : tool.status === "retired" ? (
        <EmptyState title="This tool is retired">Restore it on its page, then it can be changed again.</EmptyState>
      ) : (
        <EditTool key={tool.toolId} tool={tool} />
      )}
    </>
  );
}

function EditTool({ tool }: { tool: Schema["ToolView"] }) {
  const now = useMemo(() => baseOf(tool), [tool]);
  const editing = useDefinition(`tool.${tool.toolId}`, now.definition, ORDER, now);
  const overtaken = useBase(editing, now);
  const own =
    editing.value.name === tool.name
      ? []
      : [ownFinding("/name", `The name of a tool does not change; it is ${tool.name}.`)];
  return (
    <ToolEditor
      editing={editing}
      kind={editing.value.kind === "function" ? "function" : "http"}
      own={own}
      stored={{ now, by: tool.updatedBy, overtaken }}
    />
  );
}

function baseOf({ streamVersion, latest, definition }: Schema["ToolView"]): Base {
  return { streamVersion, ...latest, definition: asWritten(definition as unknown as Document) };
}
