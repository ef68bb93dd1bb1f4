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

export function ApprovalPage() {
  const { approval } = useParams({ from: "/approvals/$approval" });
  const { data: item, error: problem, refetch } = useQuery(reading("/api/v1/approvals/{approval}", { path: { approval } }));
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/approvals">Approvals</Link>}
        title={item?.title ?? "Approval"}
        marks={
          item && (
            <>
              <StatusChip status={item.status} />
              <IdChip id={item.approvalId} />
            </>
          )
        }
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : item ? (
        <JsonView label="Approval" value={item} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
