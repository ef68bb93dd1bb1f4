import { queryOptions, useQueries, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { read } from "@/api/client";
import { knownRunEvents, type RunEvent } from "@/api/live";
import { activityOf, sum, type Spent } from "./activity";
import { isOpen, type Turn } from "./useConversation";

const EVENTS = "/api/v1/runs/{run}/events";
const AT_ONCE = 200;

/** The events of a run that is over; those that were followed are not asked for again. */
export function pastRunEvents(client: QueryClient, run: string) {
  return queryOptions<readonly RunEvent[]>({
    queryKey: [EVENTS, run, "past"],
    queryFn: async ({ signal }) => {
      const followed = client.getQueryData(knownRunEvents(run).queryKey);
      return followed?.ended ? followed.events : eventsOf(run, signal);
    },
    initialData: () => {
      const followed = client.getQueryData(knownRunEvents(run).queryKey);
      return followed?.ended ? followed.events : undefined;
    },
    staleTime: Infinity,
  });
}

async function eventsOf(run: string, signal: AbortSignal): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  let after: number | undefined;
  for (;;) {
    const query = { limit: AT_ONCE, ...(after !== undefined && { after }) };
    const page = await read(EVENTS, { path: { run }, query }, signal);
    events.push(...page.items);
    after = page.items.at(-1)?.sequence;
    if (page.next === undefined) {
      return events;
    }
  }
}

/** What all answers took so far, that under way included. */
export function useSpent(turns: readonly Turn[]): Spent {
  const client = useQueryClient();
  const runs = turns.flatMap((turn) => (turn.runId ? [{ run: turn.runId, open: isOpen(turn) }] : []));
  const past = useQueries({
    queries: runs.filter(({ open }) => !open).map(({ run }) => pastRunEvents(client, run)),
  });
  const live = useQueries({ queries: runs.filter(({ open }) => open).map(({ run }) => knownRunEvents(run)) });
  return sum([
    ...past.map(({ data }) => activityOf(data ?? []).spent),
    ...live.map(({ data }) => activityOf(data?.events ?? []).spent),
  ]);
}
