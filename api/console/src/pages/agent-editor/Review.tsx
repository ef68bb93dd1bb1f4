import { useQuery } from "@tanstack/react-query";
import { dryRun } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";
import type { Document } from "@/editing/pointers";
import { CodeView } from "@/ui/code";
import { Facts } from "@/ui/Facts";
import { Panel } from "@/ui/Panel";
import { Skeleton } from "@/ui/Skeleton";

interface WouldRecordPanelProps {
  definition: Document;
  ifMatch?: number;
  /** Why the API is not asked. */
  against: string | undefined;
}

/** What saving would record, by the API's own word. */
export function WouldRecordPanel({ definition, ifMatch, against }: WouldRecordPanelProps) {
  const { data, error, isFetching } = useQuery<Schema["WouldRecord"], Problem>({
    queryKey: ["would record", "agent", definition, ifMatch],
    queryFn: () =>
      dryRun("post", "/api/v1/agents", { body: definition as never, ...(ifMatch === undefined ? {} : { ifMatch }) }),
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

export function YamlPreview({ text }: { text: string }) {
  return (
    <Panel title="The definition">
      <CodeView label="Definition as YAML" language="yaml" text={text} />
    </Panel>
  );
}
