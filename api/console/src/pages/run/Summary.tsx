import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { words } from "@/format/format";
import { Duration, Money, Tokens, When } from "@/ui/values";
import { tokensIn } from "./step";
import type { Run } from "./useRun";

/** What a run is, and what it took so far. */
export function Summary({ run }: { run: Run }) {
  const { usage, limits } = run;
  return (
    <dl aria-label="Summary" className="mb-4 flex flex-wrap gap-x-8 gap-y-3">
      <Item name="Agent">
        <Link to="/agents/$agent" params={{ agent: run.agentSlug }} className="text-accent hover:underline">
          {run.agentSlug}
        </Link>{" "}
        <span className="text-muted">v{run.version.number}</span>
      </Item>
      <Item name="Started">
        <When at={run.requestedAt} /> <span className="text-muted">by {run.requestedBy}</span>
      </Item>
      <Item name={run.endedAt === undefined ? "Going on for" : "Duration"}>
        <Duration from={run.requestedAt} to={run.endedAt} />
      </Item>
      <Item name="Steps">
        <span className="tabular">{usage.steps}</span>
        {limits.steps !== undefined && <span className="text-muted tabular"> of {limits.steps} at most</span>}
      </Item>
      <Item name="Tokens">
        <Tokens count={tokensIn(usage.tokens)} />
      </Item>
      <Item name="Cost">
        {!usage.costComplete && <span className="text-muted">at least </span>}
        <Money usd={usage.cost} />
        {limits.costUsd !== undefined && (
          <span className="text-muted">
            {" "}
            of <Money usd={limits.costUsd} />
          </span>
        )}
      </Item>
      <Item name="Mode">{words(run.mode)}</Item>
      {Object.keys(run.labels).length > 0 && (
        <Item name="Labels">
          {Object.entries(run.labels).map(([name, value]) => (
            <Link
              key={name}
              to="/runs"
              search={{ label: `${name}:${value}` }}
              className="mr-1.5 rounded bg-sunken px-1.5 py-0.5 font-mono text-xs hover:bg-hover"
            >
              {name}:{value}
            </Link>
          ))}
        </Item>
      )}
    </dl>
  );
}

function Item({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
