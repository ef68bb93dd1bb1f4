import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import { JsonView } from "@/ui/JsonView";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";

export function ProjectionPage() {
  const { projection } = useParams({ from: "/projections/$projection" });
  const { data: item, error: problem, refetch } = useQuery(reading("/api/v1/projections/{projection}", { path: { projection } }));
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/projections">Projections</Link>}
        title={projection}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : item ? (
        <JsonView label="Projection" value={item} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
