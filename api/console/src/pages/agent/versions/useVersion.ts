import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { useUrlState } from "@/ui/urlState";
import type { Agent } from "../lifecycle/actions";

/** A version with its definition, which never changes. */
export function useVersion(agent: Agent, number: number, enabled = true) {
  return useQuery({
    ...reading("/api/v1/agents/{agent}/versions/{version}", {
      path: { agent: agent.agentId, version: String(number) },
    }),
    staleTime: Infinity,
    enabled,
  });
}

/** The definition of the version that the address names, else of the newest. */
export function useShownDefinition(agent: Agent) {
  const [search] = useUrlState();
  const newest = agent.latest.number;
  const number = versionIn(search.version, newest) ?? newest;
  const older = useVersion(agent, number, number !== newest);
  return number === newest
    ? { number, definition: agent.definition, problem: null, retry: () => {} }
    : { number, definition: older.data?.definition, problem: older.error, retry: () => void older.refetch() };
}

/** A version that the address names, if there is such a one. */
export function versionIn(text: string | undefined, newest: number): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= newest ? number : undefined;
}
