import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Approval } from "@/approvals/standing";
import { writeYaml } from "@/editing/yaml";
import { Comparison } from "@/pages/agent/versions/Comparison";
import { CodeView } from "@/ui/code";
import { IdChip } from "@/ui/IdChip";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { Checks } from "./Checks";
import { Reasons } from "./Reasons";

const TABS: readonly Tab<"changes" | "evidence">[] = [
  { id: "changes", label: "What changes" },
  { id: "evidence", label: "Evidence" },
];

/** What would serve, how it differs from what serves, and what is known about it. */
export function PromotionEvidence({ approval }: { approval: Approval }) {
  const { subject } = approval;
  const tab = useTab(TABS);
  const agent = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: subject.id } }));
  const wanted = useQuery(
    reading("/api/v1/agents/{agent}/versions/{version}", { path: { agent: subject.id, version: subject.hash } }),
  );
  const problem = agent.error ?? wanted.error;
  return (
    <>
      <Reasons approval={approval} />
      {problem ? (
        <ProblemPanel problem={problem} retry={() => void Promise.all([agent.refetch(), wanted.refetch()])} />
      ) : agent.data && wanted.data ? (
        <div>
          <LinkTabs tabs={TABS} label="Parts" />
          <div className="space-y-4">
            {tab === "changes" ? (
              <WhatChanges agent={agent.data} wanted={wanted.data} />
            ) : (
              <Checks approval={approval} agent={agent.data} version={wanted.data} />
            )}
          </div>
        </div>
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}

interface WhatChangesProps {
  agent: Schema["AgentView"];
  wanted: Schema["AgentVersionView"];
}

/** Against what serves now; what serves by itself, or is the first to, is shown whole. */
function WhatChanges({ agent, wanted }: WhatChangesProps) {
  const { active } = agent;
  const serves = active?.hash === wanted.hash;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 text-muted">
        <Link to="/agents/$agent" params={{ agent: agent.slug }} className="font-medium text-accent hover:underline">
          {agent.name}
        </Link>
        {active === undefined
          ? `No version serves yet, so all of version ${wanted.number} is new.`
          : serves
            ? `Version ${wanted.number} serves.`
            : `Version ${active.number} serves; version ${wanted.number} would.`}
        <IdChip id={wanted.hash} />
      </p>
      {active === undefined || serves ? (
        <Panel title={`Definition of version ${wanted.number}`}>
          {wanted.definition && (
            <CodeView
              label={`Definition of version ${wanted.number}`}
              language="yaml"
              text={writeYaml(wanted.definition)}
            />
          )}
        </Panel>
      ) : (
        <Comparison agent={agent} from={active.number} to={wanted.number} />
      )}
    </>
  );
}
