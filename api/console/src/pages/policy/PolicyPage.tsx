import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { JsonView } from "@/ui/JsonView";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";

export function PolicyPage() {
  const { data: item, error: problem, refetch } = useQuery(reading("/api/v1/policies/promotion"));
  return (
    <>
      <PageHeader
        title="Promotion policy"
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void refetch()} />
      ) : item ? (
        <JsonView label="Promotion policy" value={item} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
