import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import type { Agent } from "../lifecycle/actions";

/** The smoke tests of the newest version, run here; the ledger does not keep their results. */
export function useSmokeRun(agent: Agent) {
  const client = useQueryClient();
  const key = ["smoke run", agent.agentId, agent.latest.hash];
  const { data: result } = useQuery<Schema["SmokeRun"]>({ queryKey: key, queryFn: skipToken });
  const run = useWrite("post", "/api/v1/agents/{agent}/smoke-run", {
    done: ({ passed, results }) =>
      passed
        ? results.length === 1
          ? "The smoke test passed"
          : `All ${results.length} smoke tests passed`
        : `${results.filter((each) => !each.passed).length} of ${results.length} smoke tests failed`,
    well: ({ passed }) => passed,
    onSuccess: (answer) => client.setQueryData(key, answer),
  });
  return {
    result,
    running: run.isPending,
    against: agent.definition?.smokeTests?.length ? undefined : "It has no smoke tests",
    start: () => run.mutate({ path: { agent: agent.agentId } }),
  };
}
