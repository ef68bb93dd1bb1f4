import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { Changes } from "@/ui/Changes";
import { DiffView } from "@/ui/code";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import type { Agent } from "../lifecycle/actions";
import { textOf } from "./text";

interface ComparisonProps {
  agent: Agent;
  from: number;
  to: number;
}

/** What differs between two versions: member by member, and as text side by side. */
export function Comparison({ agent, from, to }: ComparisonProps) {
  const path = { agent: agent.agentId };
  const difference = useQuery(
    reading("/api/v1/agents/{agent}/versions/{from}..{to}", { path: { ...path, from: String(from), to: String(to) } }),
  );
  const before = useVersion(agent, from);
  const after = useVersion(agent, to);
  const labels = { beforeLabel: `Version ${from}`, afterLabel: `Version ${to}` };
  const problem = difference.error ?? before.error ?? after.error;
  if (problem) {
    return <ProblemPanel problem={problem} retry={() => void difference.refetch()} />;
  }
  return (
    <>
      <Panel title={`What differs from version ${from} to version ${to}`}>
        {difference.data ? <Changes changes={difference.data.changes} {...labels} /> : <Skeleton lines={4} />}
      </Panel>
      <Panel title="The definitions side by side">
        {before.data?.definition && after.data?.definition ? (
          <DiffView before={textOf(before.data.definition)} after={textOf(after.data.definition)} language="yaml" {...labels} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Panel>
    </>
  );
}

function useVersion(agent: Agent, version: number) {
  return useQuery({
    ...reading("/api/v1/agents/{agent}/versions/{version}", {
      path: { agent: agent.agentId, version: String(version) },
    }),
    // A version never changes.
    staleTime: Infinity,
  });
}

/** The definition that is to be read: of the version in the address, else the newest. */
export function useDefinition(agent: Agent, version: number | undefined) {
  const chosen = version !== undefined && version !== agent.latest.number && version <= agent.latest.number;
  const read = useQuery({
    ...reading("/api/v1/agents/{agent}/versions/{version}", {
      path: { agent: agent.agentId, version: String(version) },
    }),
    enabled: chosen,
    staleTime: Infinity,
  });
  const definition: Schema["AgentDefinition"] | undefined = chosen ? read.data?.definition : agent.definition;
  return { definition, problem: chosen ? read.error : null, retry: () => void read.refetch() };
}
