import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { PageHeader } from "@/ui/PageHeader";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { When } from "@/ui/values";
import { PolicyForm } from "./PolicyForm";
import { PolicyVersions } from "./PolicyVersions";

export function PolicyPage() {
  const { data: held, error, refetch } = useQuery(reading("/api/v1/policies/promotion"));
  return (
    <>
      <PageHeader
        title="Promotion policy"
        description="Which agents go into service without a person, and how people decide the others."
      />
      {held ? (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Panel title={`Version ${held.version}`}>
            <p className="mb-4 text-muted">
              Holds since <When at={held.amendedAt} relative />, by {held.amendedBy}
              {held.reason ? `: ${held.reason}` : "."}
            </p>
            <PolicyForm key={held.version} held={held} />
          </Panel>
          <PolicyVersions />
        </div>
      ) : error ? (
        <ProblemPanel problem={error} retry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
