import { Link } from "@tanstack/react-router";
import type { Search } from "@/ui/urlState";
import { Panel } from "@/ui/Panel";
import type { Agent } from "../lifecycle/actions";
import { AgentRuns } from "../runs/AgentRuns";
import { About } from "./About";
import { Lifecycle } from "./Lifecycle";
import { Requirements } from "./Requirements";
import { SmokeTests } from "./SmokeTests";

interface OverviewTabProps {
  agent: Agent;
  /** The instant that is shown, when it is not now. */
  at: string | undefined;
}

export function OverviewTab({ agent, at }: OverviewTabProps) {
  return (
    <div className="space-y-4">
      <Lifecycle agent={agent} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <div className="min-w-0 space-y-4">
          {at === undefined && agent.status !== "archived" && <Requirements agent={agent} />}
          <SmokeTests agent={agent} past={at !== undefined} />
          <Panel
            title="Recent runs"
            actions={
              <Link to="." search={(before: Search) => ({ ...before, tab: "runs" })} className="text-sm text-accent hover:underline">
                All runs
              </Link>
            }
          >
            <AgentRuns agent={agent} at={at} few />
          </Panel>
        </div>
        <About agent={agent} />
      </div>
    </div>
  );
}
