import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { JsonView } from "@/ui/JsonView";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";

export function TalkPage() {
  const { agent } = useParams({ from: "/playground/$agent" });
  const { data: item, error: problem, refetch } = useQuery(reading("/api/v1/agents/{agent}", { path: { agent } }));
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/playground">Playground</Link>}
        title={item?.name ?? agent}
        marks={item && <StatusChip status={item.status} />}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : item ? (
        <JsonView label="Agent" value={item} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
