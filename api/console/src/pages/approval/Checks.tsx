import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Approval } from "@/approvals/standing";
import { SmokeTests } from "@/pages/agent/overview/SmokeTests";
import { Findings } from "@/ui/Findings";
import { JsonView } from "@/ui/JsonView";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { Millis } from "@/ui/values";
import { CostEvidence } from "./CostEvidence";

/** As the server records it with a request for promotion. */
interface Evidence {
  findings: Schema["Finding"][];
  dryRun: Schema["DryRun"];
  policyVersion: number;
}

interface ChecksProps {
  approval: Approval;
  agent: Schema["AgentView"];
  version: Schema["AgentVersionView"];
}

/** What was known when the promotion was asked for, as it was recorded with the request. */
export function Checks({ approval: { subject }, agent, version }: ChecksProps) {
  const { data, error } = useQuery(
    reading("/api/v1/agents/{agent}/events", {
      path: { agent: subject.id },
      query: { after: subject.streamVersion - 1, limit: 1 },
    }),
  );
  if (error) {
    return <ProblemPanel problem={error} />;
  }
  if (!data) {
    return <Skeleton lines={6} />;
  }
  const evidence = data.items[0]?.payload.evidence as Evidence | undefined;
  return (
    <div className="space-y-4">
      {evidence ? (
        <Recorded evidence={evidence} />
      ) : (
        <p className="text-muted">No evidence was recorded with this request.</p>
      )}
      {agent.latest.hash === version.hash && <SmokeTests agent={agent} past={false} />}
      <CostEvidence agent={agent} version={version} />
    </div>
  );
}

function Recorded({ evidence: { findings, dryRun, policyVersion } }: { evidence: Evidence }) {
  const errors = findings.filter((finding) => finding.severity === "error").length;
  return (
    <>
      <Panel
        title="Validation"
        actions={<Verdict passed={errors === 0} said={errors === 0 ? "No error" : `${errors} errors`} />}
      >
        {findings.length === 0 ? <p className="text-muted">Nothing was found.</p> : <Findings findings={findings} />}
      </Panel>
      <Panel
        title="Dry run"
        actions={
          dryRun.performed ? (
            <>
              <span className="text-muted">
                <Millis millis={dryRun.durationMillis} />
              </span>
              <Verdict passed={dryRun.passed} said={dryRun.passed ? "Passed" : "Failed"} />
            </>
          ) : (
            <StatusChip status="not-performed" tone="calm" />
          )
        }
      >
        {dryRun.performed ? (
          <div className="grid gap-3 md:grid-cols-2">
            <Labelled name="Input">
              <JsonView label="Input of the dry run" value={dryRun.input ?? null} />
            </Labelled>
            <Labelled name="Output">
              <JsonView label="Output of the dry run" value={dryRun.output ?? null} />
            </Labelled>
            {dryRun.findings.length > 0 && (
              <div className="md:col-span-2">
                <Findings findings={dryRun.findings} />
              </div>
            )}
          </div>
        ) : (
          <p className="text-muted">An agent of this kind has nothing to try without asking a model.</p>
        )}
      </Panel>
      <Panel title="Policy">
        <p>
          Judged by{" "}
          <Link to="/settings/policy" className="text-accent hover:underline">
            version {policyVersion} of the promotion policy
          </Link>
          .
        </p>
      </Panel>
    </>
  );
}

function Verdict({ passed, said }: { passed: boolean; said: string }) {
  return <StatusChip status={passed ? "passed" : "failed"} label={said} />;
}

function Labelled({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 space-y-1">
      <p className="text-xs text-muted">{name}</p>
      {children}
    </div>
  );
}
