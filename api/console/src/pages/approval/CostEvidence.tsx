import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";
import { micros, usd } from "@/format/usd";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { Money } from "@/ui/values";

const RUNS = 200;

interface CostEvidenceProps {
  agent: Schema["AgentView"];
  version: Schema["AgentVersionView"];
}

/** What a run may spend, and what runs of this version and of the one that serves did spend. */
export function CostEvidence({ agent, version }: CostEvidenceProps) {
  const { data, error } = useQuery(
    reading("/api/v1/runs", { query: { agent: agent.slug, limit: RUNS } }),
  );
  const limit = version.definition?.limits?.costUsd;
  const serves = agent.active?.number;
  return (
    <Panel title="Cost">
      <div className="space-y-3">
        <p>
          {limit ? (
            <>
              A run may spend <Money usd={limit} /> at most.
            </>
          ) : (
            "The definition sets no limit of its own to what a run may spend; budgets hold all the same."
          )}
        </p>
        {error ? (
          <ProblemPanel problem={error} />
        ) : data ? (
          <dl className="space-y-1">
            <Spent name={`Version ${version.number}`} runs={runsOf(version.number, data.items)} />
            {serves !== undefined && serves !== version.number && (
              <Spent name={`Version ${serves}, which serves`} runs={runsOf(serves, data.items)} />
            )}
          </dl>
        ) : (
          <Skeleton lines={2} />
        )}
      </div>
    </Panel>
  );
}

function Spent({ name, runs }: { name: string; runs: readonly bigint[] }) {
  const sum = runs.reduce((all, each) => all + each, 0n);
  const most = runs.reduce((found, each) => (each > found ? each : found), 0n);
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-muted">{name}:</dt>
      <dd>
        {runs.length === 0 ? (
          "no run has ended yet"
        ) : (
          <>
            <Money usd={usd(sum / BigInt(runs.length))} /> a run on average, <Money usd={usd(most)} /> at most, in{" "}
            {runs.length === 1 ? "one run" : `${runs.length} runs`}
          </>
        )}
      </dd>
    </div>
  );
}

/** What each run of a version took that has ended, of the newest runs of the agent; replays ask no model. */
function runsOf(number: number, runs: readonly Schema["RunView"][]): bigint[] {
  return runs
    .filter((run) => run.version.number === number && run.mode !== "replay" && run.endedAt !== undefined)
    .map((run) => micros(run.usage.cost));
}
