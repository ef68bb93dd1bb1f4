import { Play } from "lucide-react";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { ChipFilter, FilterBar } from "@/ui/FilterBar";
import { useUrlState } from "@/ui/urlState";
import { When } from "@/ui/values";
import type { Agent } from "../lifecycle/actions";
import { AgentRuns, RUN_STATUSES } from "./AgentRuns";
import { StartRun } from "./StartRun";

interface RunsTabProps {
  agent: Agent;
  /** The instant that is shown, when it is not now. */
  at: string | undefined;
}

/** The runs of the agent, and the way to start one. */
export function RunsTab({ agent, at }: RunsTabProps) {
  const [search, change] = useUrlState();
  const role = useForbidden("operator", "builder");
  const forbidden =
    at !== undefined
      ? "You are looking at the past; return to now first"
      : (role ?? (agent.status === "archived" ? "It is archived; restore it first" : undefined));
  return (
    <>
      {at === undefined ? (
        <div className="flex flex-wrap items-start justify-between gap-x-4">
          <FilterBar>
            <ChipFilter name="status" label="Status" values={RUN_STATUSES} />
          </FilterBar>
          <Button icon={Play} forbidden={forbidden} onClick={() => change({ start: "run" }, { push: true })} className="mb-3">
            Start a run
          </Button>
        </div>
      ) : (
        <p className="mb-3 text-sm text-muted">
          Runs that had begun by <When at={at} />. What had not ended by then counts as running.
        </p>
      )}
      <AgentRuns agent={agent} at={at} />
      {search.start !== undefined && forbidden === undefined && (
        <StartRun agent={agent} onClose={() => change({ start: undefined })} />
      )}
    </>
  );
}
