import { ChipFilter, FilterBar, FilterChip, SelectFilter } from "@/ui/FilterBar";
import { AgentFilter } from "./AgentFilter";
import { KINDS, MODES, STATUSES, TIMES } from "./useRunQuery";

/** The members of the address that filter the list, and what each is called. */
export const FILTERS = {
  status: "status",
  agent: "agent",
  kind: "kind",
  mode: "mode",
  time: "time",
  waiting: "waiting",
  label: "label",
  conversation: "conversation",
  parent: "started by run",
};

const TIME_NAMES: Record<string, string> = { "1h": "Last hour", "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" };

/** What of all runs is looked at; each choice is a link. */
export function RunFilters() {
  return (
    <FilterBar>
      <ChipFilter name="status" label="Status" values={STATUSES} />
      <AgentFilter />
      <SelectFilter name="time" label="Time" any="Any time" values={Object.keys(TIMES)} nameOf={(time) => TIME_NAMES[time]!} />
      <SelectFilter name="mode" label="Mode" any="All modes" values={MODES} />
      <SelectFilter name="kind" label="Kind" any="All kinds" values={KINDS} />
      <SelectFilter name="waiting" label="Waiting" any="Waiting or not" values={["true"]} nameOf={() => "Waits for people"} />
      <FilterChip name="label" label="Label" />
      <FilterChip name="conversation" label="Conversation" />
      <FilterChip name="parent" label="Started by run" />
    </FilterBar>
  );
}
