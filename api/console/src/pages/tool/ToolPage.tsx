import { Link, useParams } from "@tanstack/react-router";
import { useLiveItem } from "@/api/live";
import { IdChip } from "@/ui/IdChip";
import { JsonView } from "@/ui/JsonView";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";

export function ToolPage() {
  const { tool } = useParams({ from: "/tools/$tool" });
  const { item, problem, connection, retry } = useLiveItem("/api/v1/tools/{tool}", { path: { tool } });
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/tools">Tools</Link>}
        title={item?.name ?? tool}
        marks={
          item && (
            <>
              <StatusChip status={item.status} />
              <IdChip id={item.toolId} />
            </>
          )
        }
        connection={connection}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : item ? (
        <JsonView label="Definition" value={item.definition} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
