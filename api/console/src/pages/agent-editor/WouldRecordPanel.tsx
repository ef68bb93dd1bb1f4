import { useQuery } from "@tanstack/react-query";
import { dryRun } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";
import type { Document } from "@/editing/pointers";
import { Facts } from "@/ui/Facts";
import { Panel } from "@/ui/Panel";
import { Skeleton } from "@/ui/Skeleton";

interface WouldRecordPanelProps {
  definition: Document;
  /** Why the API is not asked. */
  against: string | undefined;
}

/** What drafting the agent would record, by the API's own word, as often as the definition changes. */
export function WouldRecordPanel({ definition, against }: WouldRecordPanelProps) {
  const { data, error, isFetching } = useQuery<Schema["WouldRecord"], Problem>({
    queryKey: ["would record", "agent", definition],
    queryFn: () => dryRun("post", "/api/v1/agents", { body: definition as never }),
    enabled: against === undefined,
  });
  return (
    <Panel title="What would be recorded">
      {against ? (
        <p className="text-muted">Nothing yet. {against}</p>
      ) : isFetching ? (
        <Skeleton lines={3} />
      ) : (
        <Facts would={data} problem={error} />
      )}
    </Panel>
  );
}
