import { Link, useParams } from "@tanstack/react-router";
import { useLiveItem } from "@/api/live";
import { IdChip } from "@/ui/IdChip";
import { LinkTabs, useTab } from "@/ui/LinkTabs";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { ToolActions } from "./ToolActions";
import { ToolDefinitionTab } from "./ToolDefinitionTab";
import { ToolOverview } from "./ToolOverview";
import { ToolVersions } from "./ToolVersions";

const TABS = [
  { id: "overview", label: "Overview" },
  { id: "definition", label: "Definition" },
  { id: "versions", label: "Versions" },
] as const;

export function ToolPage() {
  const { tool: name } = useParams({ from: "/tools/$tool" });
  const { item: tool, problem, connection, retry } = useLiveItem("/api/v1/tools/{tool}", { path: { tool: name } });
  const tab = useTab(TABS);
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/tools">Tools</Link>}
        title={tool?.name ?? name}
        marks={
          tool && (
            <>
              <StatusChip status={tool.status} />
              <IdChip id={tool.toolId} />
            </>
          )
        }
        description={tool?.description}
        connection={connection}
        actions={tool && <ToolActions tool={tool} />}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : tool === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <>
          <LinkTabs tabs={TABS} label="Parts of the tool" />
          {tab === "overview" && <ToolOverview tool={tool} />}
          {tab === "definition" && <ToolDefinitionTab tool={tool} />}
          {tab === "versions" && <ToolVersions tool={tool} />}
        </>
      )}
    </>
  );
}
