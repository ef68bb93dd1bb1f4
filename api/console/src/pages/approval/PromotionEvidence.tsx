import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Approval } from "@/approvals/standing";
import { Changes } from "@/ui/Changes";
import { CodeView, DiffView } from "@/ui/code";
import { IdChip } from "@/ui/IdChip";
import { pretty } from "@/ui/json";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { Checks } from "./Checks";
import { Reasons } from "./Reasons";

const TABS: readonly Tab<"changes" | "text" | "checks">[] = [
  { id: "changes", label: "What changes" },
  { id: "text", label: "Definition" },
  { id: "checks", label: "Evidence" },
];

/** What would serve, how it differs from what serves, and what is known about it. */
export function PromotionEvidence({ approval }: { approval: Approval }) {
  const { subject } = approval;
  const tab = useTab(TABS);
  const agent = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: subject.id } }));
  const wanted = useVersion(subject.id, subject.hash);
  // What was decided long ago is compared with what serves now, which may be the same.
  const served = agent.data?.active?.hash;
  const before = served === subject.hash ? undefined : served;
  const active = useVersion(subject.id, before);
  if (agent.error ?? wanted.error) {
    return <ProblemPanel problem={(agent.error ?? wanted.error)!} />;
  }
  if (!agent.data || !wanted.data || (before && !active.data)) {
    return <Skeleton lines={8} />;
  }
  return (
    <>
      <Reasons approval={approval} />
      <p className="flex flex-wrap items-center gap-x-2 text-muted">
        <Link to="/agents/$agent" params={{ agent: agent.data.slug }} className="text-accent hover:underline">
          {agent.data.name}
        </Link>
        {active.data && (
          <>
            <span>version {active.data.number} serves,</span>
          </>
        )}
        <span>
          version {wanted.data.number} {served === subject.hash ? "serves" : "would serve"}
        </span>
        <IdChip id={subject.hash} />
      </p>
      <div>
        <LinkTabs tabs={TABS} label="Parts" />
        {tab === "changes" && (
          <WhatChanges agent={agent.data} before={active.data} after={wanted.data} serving={served === subject.hash} />
        )}
        {tab === "text" && <Definitions before={active.data} after={wanted.data} />}
        {tab === "checks" && <Checks approval={approval} agent={agent.data} version={wanted.data} />}
      </div>
    </>
  );
}

type Version = Schema["AgentVersionView"];

function useVersion(agent: string, version: string | undefined) {
  return useQuery({
    ...reading("/api/v1/agents/{agent}/versions/{version}", { path: { agent, version: version ?? "" } }),
    enabled: version !== undefined,
  });
}

interface WhatChangesProps {
  agent: Schema["AgentView"];
  before: Version | undefined;
  after: Version;
  serving: boolean;
}

function WhatChanges({ agent, before, after, serving }: WhatChangesProps) {
  const { data, error } = useQuery({
    ...reading("/api/v1/agents/{agent}/versions/{from}..{to}", {
      path: { agent: agent.agentId, from: before?.hash ?? "", to: after.hash },
    }),
    enabled: before !== undefined,
  });
  if (before === undefined) {
    return (
      <div className="space-y-3">
        <p className="text-muted">
          {serving ? "This version serves by now." : "No version serves yet, so all of it is new."}
        </p>
        <Definitions before={undefined} after={after} />
      </div>
    );
  }
  if (error) {
    return <ProblemPanel problem={error} />;
  }
  return data ? (
    <Panel title={`From version ${before.number} to version ${after.number}`}>
      <Changes
        changes={data.changes}
        beforeLabel={`Version ${before.number}, active`}
        afterLabel={`Version ${after.number}`}
      />
    </Panel>
  ) : (
    <Skeleton lines={6} />
  );
}

/** The whole definition as text, against the one that serves. */
function Definitions({ before, after }: { before: Version | undefined; after: Version }) {
  return before ? (
    <DiffView
      before={pretty(before.definition)}
      after={pretty(after.definition)}
      beforeLabel={`Version ${before.number}, active`}
      afterLabel={`Version ${after.number}`}
      language="json"
    />
  ) : (
    <CodeView label={`Definition of version ${after.number}`} language="json" text={pretty(after.definition)} />
  );
}
