import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { writeYaml } from "@/editing/yaml";
import { Changes } from "@/ui/Changes";
import { DiffView } from "@/ui/code";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import type { Agent } from "../lifecycle/actions";
import { useVersion } from "./useVersion";

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
      <Panel title="The definitions as text">
        {before.data?.definition && after.data?.definition ? (
          <DiffView before={writeYaml(before.data.definition)} after={writeYaml(after.data.definition)} language="yaml" {...labels} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Panel>
    </>
  );
}
