import { Link, useParams } from "@tanstack/react-router";
import { useLiveItem } from "@/api/live";
import { IdChip } from "@/ui/IdChip";
import { JsonView } from "@/ui/JsonView";
import { useNeighbours } from "@/ui/neighbours";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";

export function AgentPage() {
  const { agent: id } = useParams({ from: "/agents/$agent" });
  const { item: agent, problem, connection, retry } = useLiveItem("/api/v1/agents/{agent}", { path: { agent: id } });
  useNeighbours();
  return (
    <>
      <PageHeader
        crumbs={<Link to="/agents">Agents</Link>}
        title={agent?.name ?? id}
        marks={
          agent && (
            <>
              <StatusChip status={agent.status} />
              <IdChip id={agent.agentId} />
            </>
          )
        }
        description={agent?.description}
        connection={connection}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : agent ? (
        <JsonView label="Definition" value={agent.definition} />
      ) : (
        <Skeleton lines={6} />
      )}
    </>
  );
}
