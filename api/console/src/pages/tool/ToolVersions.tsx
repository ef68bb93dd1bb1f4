import { useQuery } from "@tanstack/react-query";
import { useList } from "@/api/live";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Document } from "@/editing/pointers";
import { writeYaml } from "@/editing/yaml";
import { Button } from "@/ui/Button";
import { DiffView } from "@/ui/code";
import { DataTable, type Column } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { IdChip } from "@/ui/IdChip";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import { asWritten } from "../tool-editor/tools";

type Version = Schema["ToolVersionView"];

const COLUMNS: readonly Column<Version>[] = [
  { id: "number", header: "Version", wide: true, cell: ({ number }) => `Version ${number}` },
  { id: "hash", header: "Hash", cell: ({ hash }) => <IdChip id={hash} /> },
  { id: "by", header: "Changed by", cell: ({ editedBy }) => editedBy },
  { id: "at", header: "When", cell: ({ editedAt }) => <When at={editedAt} /> },
  { id: "compare", header: "Compare", align: "right", cell: ({ number }) => <Compare number={number} /> },
];

/** Every version of a tool, and what a version changed in the one before. */
export function ToolVersions({ tool }: { tool: Schema["ToolView"] }) {
  const [{ version }] = useUrlState();
  const versions = useList("/api/v1/tools/{tool}/versions", { path: { tool: tool.toolId } });
  const chosen = Number(version);
  return (
    <div className="space-y-4">
      <DataTable
        label="Versions"
        list={versions}
        columns={COLUMNS}
        rowKey={({ hash, number }) => `${number} ${hash}`}
        empty={<EmptyState title="No versions" />}
      />
      {chosen > 1 && <Change tool={tool.toolId} number={chosen} />}
    </div>
  );
}

function Compare({ number }: { number: number }) {
  const [search, change] = useUrlState();
  const shown = search.version === String(number);
  return number === 1 ? (
    <span className="text-faint">The first</span>
  ) : (
    <Button aria-pressed={shown} onClick={() => change({ version: shown ? undefined : String(number) })}>
      {shown ? "Hide" : `With version ${number - 1}`}
    </Button>
  );
}

function Change({ tool, number }: { tool: string; number: number }) {
  const before = useVersion(tool, number - 1);
  const after = useVersion(tool, number);
  const problem = before.error ?? after.error;
  return (
    <Panel title={`What version ${number} changed`}>
      {problem ? (
        <ProblemPanel problem={problem} />
      ) : before.data && after.data ? (
        <DiffView
          before={textOf(before.data)}
          after={textOf(after.data)}
          beforeLabel={`Version ${number - 1}`}
          afterLabel={`Version ${number}`}
          language="yaml"
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </Panel>
  );
}

function useVersion(tool: string, number: number) {
  return useQuery(reading("/api/v1/tools/{tool}/versions/{version}", { path: { tool, version: String(number) } }));
}

function textOf({ definition }: Version): string {
  return writeYaml(asWritten(definition as unknown as Document));
}
