import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";
import { SelectFilter } from "@/ui/FilterBar";
import { useUrlState } from "@/ui/urlState";

const MOST = 200;

/** The agent whose runs are looked at; one that the list of agents does not show is kept as it is. */
export function AgentFilter() {
  const [{ agent }] = useUrlState();
  const { data } = useQuery(reading("/api/v1/agents", { query: { limit: MOST } }));
  const slugs = data?.items.map(({ slug }) => slug) ?? [];
  const values = agent === undefined || slugs.includes(agent) ? slugs : [agent, ...slugs];
  return <SelectFilter name="agent" label="Agent" any="All agents" values={values} nameOf={(slug) => slug} />;
}
