import { queryOptions, replaceEqualDeep, skipToken, useInfiniteQuery, useIsFetching, useQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import type { EventSourceMessage } from "eventsource-parser";
import { useEffect, useMemo, useRef, useState } from "react";
import { addressOf, read } from "./client";
import { followEvents, type Connection } from "./eventStream";
import type { Problem } from "./problem";
import { reading } from "./queries";
import type { Answer, PathOf, Query, ReadParameters, Schema } from "./types";

interface StreamOptions {
  onEvent: (event: EventSourceMessage) => void;
  isLast?: (event: EventSourceMessage) => boolean;
  lastEventId?: () => string | undefined;
}

/** Follows a stream as long as the component lives; without an address it follows none. */
export function useEventStream(
  address: string | null,
  options: StreamOptions,
): { connection: Connection; problem: Problem | undefined } {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [state, setState] = useState<{ connection: Connection; problem: Problem | undefined }>({
    connection: "connecting",
    problem: undefined,
  });
  useEffect(
    () =>
      address === null
        ? undefined
        : followEvents(address, {
            onEvent: (event) => latest.current.onEvent(event),
            isLast: (event) => latest.current.isLast?.(event) ?? false,
            onConnection: (connection, problem) => setState({ connection, problem }),
            lastEventId: latest.current.lastEventId?.(),
          }),
    [address],
  );
  return state;
}

interface Page<T> {
  items: T[];
  next?: string;
}

type ItemOf<P extends PathOf<"get">> = Answer<P, "get"> extends { items: (infer T)[] } ? T : never;

interface ListOptions<P extends PathOf<"get">> {
  query?: Query<P, "get">;
  path?: ReadParameters<P>["path"];
}

interface LiveOptions<T> {
  id: (item: T) => string;
  /** The order of the API, which tells where a new item belongs. */
  order: (a: T, b: T) => number;
}

export interface List<T> {
  items: T[] | undefined;
  problem: Problem | null;
  connection?: Connection;
  retry: () => void;
  more: { has: boolean; loading: boolean; load: () => void };
}

/** What is part of something else, as a list that is wholly there. */
export function whole<T>(items: readonly T[]): List<T> {
  return { items: [...items], problem: null, retry: () => {}, more: { has: false, loading: false, load: () => {} } };
}

/** A list in pages. `pollMillis` reads it again and again, for lists that have no stream. */
export function useList<P extends PathOf<"get">>(
  path: P,
  { query, path: gaps }: ListOptions<P> = {},
  pollMillis: number | false = false,
): List<ItemOf<P>> {
  const pages = useInfiniteQuery<
    Page<ItemOf<P>>,
    Problem,
    InfiniteData<Page<ItemOf<P>>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: listKey(path, { query, path: gaps }),
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      read(path, { path: gaps, query: { ...query, cursor: pageParam } } as unknown as ReadParameters<P>, signal) as Promise<
        Page<ItemOf<P>>
      >,
    getNextPageParam: (page) => page.next,
    refetchInterval: pollMillis,
  });
  return {
    items: useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data]),
    problem: pages.data ? null : pages.error,
    retry: () => void pages.refetch(),
    more: {
      has: pages.hasNextPage,
      loading: pages.isFetchingNextPage,
      load: () => void pages.fetchNextPage(),
    },
  };
}

/** A list that changes as the ledger does: `snapshot`, then `changed` and `left`. */
export function useLiveList<P extends PathOf<"get">>(
  path: P,
  options: ListOptions<P>,
  { id, order }: LiveOptions<ItemOf<P>>,
): List<ItemOf<P>> {
  type T = ItemOf<P>;
  const client = useQueryClient();
  const list = useList(path, options);
  const key = listKey(path, options);
  const reads = useIsFetching({ queryKey: key, exact: true });
  const toldMeanwhile = useRef<(() => void)[]>([]);
  const take = ({ event, data }: EventSourceMessage) => {
    const told: unknown = JSON.parse(data);
    client.setQueryData<InfiniteData<Page<T>>>(key, (known) =>
      event === "snapshot"
        ? withSnapshot(known, told as Page<T>)
        : known && changed(known, event, told as T, id, order),
    );
  };
  const { connection } = useEventStream(addressOf(path, options as object), {
    onEvent: (told) => {
      take(told);
      if (toldMeanwhile.current.length > 0 || client.isFetching({ queryKey: key, exact: true }) > 0) {
        toldMeanwhile.current.push(() => take(told));
      }
    },
  });
  useEffect(() => {
    // An answer may be older than what the stream told while it was awaited.
    if (reads === 0) {
      toldMeanwhile.current.splice(0).forEach((again) => again());
    }
  });
  return { ...list, connection };
}

/** One thing that changes as the ledger does. */
export function useLiveItem<P extends PathOf<"get">>(
  path: P,
  parameters: ReadParameters<P>,
  { live = true, isLast }: { live?: boolean; isLast?: (item: Answer<P, "get">) => boolean } = {},
) {
  const client = useQueryClient();
  const options = (reading as (path: P, parameters: ReadParameters<P>) => ReturnType<typeof reading<P>>)(
    path,
    parameters,
  );
  const { data, error, refetch } = useQuery({ ...options, structuralSharing: newer });
  const { connection } = useEventStream(live ? addressOf(path, parameters as object) : null, {
    onEvent: (event) => client.setQueryData(options.queryKey, JSON.parse(event.data)),
    ...(isLast ? { isLast: (event) => isLast(JSON.parse(event.data) as Answer<P, "get">) } : {}),
  });
  return {
    item: data as Answer<P, "get"> | undefined,
    problem: data ? null : error,
    connection,
    retry: () => void refetch(),
  };
}

/** What was read before the stream told of something newer comes too late. */
function newer(known: unknown, told: unknown): unknown {
  return known !== undefined && versionOf(told) < versionOf(known) ? known : replaceEqualDeep(known, told);
}

function versionOf(item: unknown): number {
  return (item as { streamVersion?: number }).streamVersion ?? 0;
}

function listKey(path: string, { query, path: gaps }: { query?: unknown; path?: unknown }): readonly unknown[] {
  return [path, { path: gaps, query }, "pages"];
}

function withSnapshot<T>(known: InfiniteData<Page<T>> | undefined, page: Page<T>): InfiniteData<Page<T>> {
  // Only the first page is told; what was loaded beyond it stays while it still follows.
  return known && known.pages.length > 1 && known.pages[0]?.next === page.next
    ? { ...known, pages: [page, ...known.pages.slice(1)] }
    : { pages: [page], pageParams: [undefined] };
}

function changed<T>(
  known: InfiniteData<Page<T>>,
  event: string | undefined,
  item: T,
  id: (item: T) => string,
  order: (a: T, b: T) => number,
): InfiniteData<Page<T>> {
  const without = known.pages.map((page) => ({
    ...page,
    items: page.items.filter((each) => id(each) !== id(item)),
  }));
  if (event === "left") {
    return { ...known, pages: without };
  }
  // What belongs beyond the pages that were loaded comes with its own page.
  const at = without.findIndex(
    (page) => page.next === undefined || page.items.some((each) => order(item, each) < 0),
  );
  return {
    ...known,
    pages: without.map((page, index) =>
      index === at ? { ...page, items: [...page.items, item].toSorted(order) } : page,
    ),
  };
}

export type RunEvent = Schema["RecordedEvent"];

/** What a model is writing; provisional until an event says it. */
export interface Writing {
  step: number;
  attempt: number;
  text: string;
  /** Whether a piece was lost on the way. */
  incomplete: boolean;
}

export interface RunEvents {
  events: readonly RunEvent[];
  writing: Writing | undefined;
  /** The status with which the run ended. */
  ended: Schema["RunView"]["status"] | undefined;
}

interface Delta {
  step: number;
  attempt: number;
  index: number;
  text: string;
}

const NO_EVENTS: RunEvents = { events: [], writing: undefined, ended: undefined };
const BATCH_MILLIS = 16;
const EVENTS = "/api/v1/runs/{run}/events";

/** What is known of a run's events, for those who only look at what another follows. */
export function knownRunEvents(run: string) {
  return queryOptions<RunEvents>({
    queryKey: [EVENTS, run, "live"],
    queryFn: skipToken,
    initialData: NO_EVENTS,
    staleTime: Infinity,
  });
}

/** The events of a run from its first to its last, and what a model writes between them. */
export function useRunEvents(run: string): RunEvents & { connection: Connection; problem: Problem | undefined } {
  const client = useQueryClient();
  const key = useMemo(() => knownRunEvents(run).queryKey, [run]);
  const { data = NO_EVENTS } = useQuery(knownRunEvents(run));
  const { ended } = data;
  const take = useMemo(
    () =>
      // A long run is told at once; one update of the screen is enough for what came together.
      batched<EventSourceMessage>((told) =>
        client.setQueryData<RunEvents>(key, (known = NO_EVENTS) => withTold(known, told)),
      ),
    [client, key],
  );
  const { connection, problem } = useEventStream(ended ? null : addressOf(EVENTS, { path: { run } }), {
    onEvent: take,
    isLast: (event) => event.event === "done",
    lastEventId: () => client.getQueryData<RunEvents>(key)?.events.at(-1)?.sequence.toString(),
  });
  return { ...data, connection: ended ? "ended" : connection, problem };
}

/** What is known after more was told. */
export function withTold(known: RunEvents, told: readonly EventSourceMessage[]): RunEvents {
  const more: RunEvent[] = [];
  let { writing, ended } = known;
  let last = known.events.at(-1)?.sequence ?? -1;
  for (const { event, data } of told) {
    const what: unknown = JSON.parse(data);
    if (event === "delta") {
      writing = withDelta(writing, what as Delta);
      continue;
    }
    writing = undefined;
    if (event === "done") {
      ended = (what as { status: RunEvents["ended"] }).status;
    } else if (last < (what as RunEvent).sequence) {
      last = (what as RunEvent).sequence;
      more.push(what as RunEvent);
    }
  }
  // What is derived from the events is derived anew only when there are more.
  return { events: more.length === 0 ? known.events : [...known.events, ...more], writing, ended };
}

function withDelta(writing: Writing | undefined, { step, attempt, index, text }: Delta): Writing {
  const same = writing?.step === step && writing.attempt === attempt;
  return {
    step,
    attempt,
    text: same ? writing.text + text : text,
    incomplete: same ? writing.incomplete : index > 0,
  };
}

function batched<T>(action: (all: readonly T[]) => void): (one: T) => void {
  let waiting: T[] = [];
  return (one) => {
    if (waiting.push(one) === 1) {
      setTimeout(() => {
        const all = waiting;
        waiting = [];
        action(all);
      }, BATCH_MILLIS);
    }
  };
}
