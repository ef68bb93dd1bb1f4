import { Link, useParams } from "@tanstack/react-router";
import { useLiveItem } from "@/api/live";
import type { Document } from "@/editing/pointers";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { AgentEditor } from "./AgentEditor";
import { asWritten } from "./kinds";

export function EditAgentPage() {
  const { agent: id } = useParams({ from: "/agents/$agent/edit" });
  const { item: agent, problem, connection, retry } = useLiveItem("/api/v1/agents/{agent}", { path: { agent: id } });
  return (
    <>
      <PageHeader
        crumbs={
          <>
            <Link to="/agents">Agents</Link>
            {" / "}
            <Link to="/agents/$agent" params={{ agent: id }}>
              {agent?.name ?? id}
            </Link>
          </>
        }
        title="Edit definition"
        marks={agent && <StatusChip status={agent.status} />}
        description={agent && `From version ${agent.latest.number}. Saving makes the next version; what is in service stays as it is until the new one is promoted.`}
        connection={connection}
      />
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : agent === undefined ? (
        <Skeleton lines={8} />
      ) : agent.status === "archived" ? (
        <EmptyState title="This agent is archived">Restore it on its page, then it can be changed again.</EmptyState>
      ) : (
        <AgentEditor
          key={agent.agentId}
          agent={agent}
          now={{
            streamVersion: agent.streamVersion,
            hash: agent.latest.hash,
            number: agent.latest.number,
            definition: asWritten(agent.definition as unknown as Document),
          }}
        />
      )}
    </>
  );
}
