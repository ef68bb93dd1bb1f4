import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { IdChip } from "@/ui/IdChip";
import { JsonView } from "@/ui/JsonView";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";

export function RunPage() {
  const { run } = useParams({ from: "/runs/$run" });
  const { data: item, error: problem, refetch } = useQuery(reading("/api/v1/runs/{run}", { path: { run } }));
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/runs">Runs</Link>}
        title={item ? `Run of ${item.agentSlug}` : "Run"}
        marks={
          item && (
            <>
              <StatusChip status={item.status} />
              <IdChip id={item.runId} />
            </>
          )
        }
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : item ? (
        <JsonView label="Run" value={item} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
