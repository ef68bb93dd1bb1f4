import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLiveItem } from "@/api/live";
import { reading } from "@/api/queries";
import { useUrlState } from "@/ui/urlState";
import { asOfIn, placeOf, useMoments } from "./time/history";

const PATH = "/api/v1/agents/{agent}";

/** The agent as the address asks for it: live, or as it was at `?asOf=`. */
export function useAgent(id: string) {
  const [search, change] = useUrlState();
  const asOf = asOfIn(search.asOf);
  const live = useLiveItem(PATH, { path: { agent: id } });
  const then = useQuery({
    ...reading(PATH, { path: { agent: id }, query: { asOf: asOf! } }),
    enabled: asOf !== undefined,
    placeholderData: keepPreviousData,
  });
  const moments = useMoments(live.item?.agentId ?? id, live.item?.streamVersion);
  const past = asOf !== undefined;
  const problem = past ? then.error : live.problem;
  const known = moments.data ?? [];
  const moment = past ? known[placeOf(known, asOf)] : undefined;
  return {
    agent: past ? (then.error ? undefined : then.data) : live.item,
    /** The agent as it is now, whatever is shown. */
    present: live.item,
    problem,
    retry: past ? () => void then.refetch() : live.retry,
    connection: past ? undefined : live.connection,
    moments,
    asOf,
    /** The instant that is shown, when it is not now. */
    at: past ? (/^\d+$/.test(asOf) ? moment?.at : asOf) : undefined,
    goTo: (to: string | undefined) => change({ asOf: to, version: undefined, from: undefined, to: undefined, time: "open" }),
    returnToNow: () => change({ asOf: undefined }),
  };
}
