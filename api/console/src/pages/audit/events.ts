import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { addressOf, read } from "@/api/client";
import { useEventStream, type List } from "@/api/live";
import type { Problem } from "@/api/problem";
import type { Query, Schema } from "@/api/types";
import type { Search } from "@/ui/urlState";

export type RecordedEvent = Schema["RecordedEvent"];

const PATH = "/api/v1/audit/events";
const PAGE = 100;

/** The exact words by which the log is filtered, and what each is called; all live in the address. */
export const WORDS = {
  contract: "Event",
  actor: "Actor",
  agent: "Agent",
  run: "Run",
  stream: "Stream",
  correlation: "Correlation",
  fromPosition: "From position",
  toPosition: "To position",
} as const;

export type Word = keyof typeof WORDS;

export const FILTERS = { ...WORDS, from: "from", to: "until" };

export type Filters = Query<typeof PATH, "get">;

/** What of the address filters the log. */
export function filtersOf(search: Search): Filters {
  const asked = Object.keys(FILTERS).map((name) => [name, search[name]]);
  // The API reads positions and times from text, and says what is wrong with them.
  return Object.fromEntries(asked.filter(([, value]) => value !== undefined)) as Filters;
}

/** What matches, newest first; what is recorded meanwhile comes on top. */
export function useEvents(filters: Filters): List<RecordedEvent> {
  const pages = useInfiniteQuery<Schema["EventPage"], Problem, { pages: Schema["EventPage"][] }, readonly unknown[], number | undefined>({
    queryKey: [PATH, filters, "newest first"],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      read(PATH, { query: { ...filters, newestFirst: true, limit: PAGE, after: pageParam } as Filters }, signal),
    getNextPageParam: ({ next }) => (next === undefined ? undefined : Number(next)),
  });
  const known = pages.data?.pages;
  const newest = known && (known[0]?.items[0]?.position ?? 0);
  const [heard, setHeard] = useState<readonly RecordedEvent[]>([]);
  const { connection } = useEventStream(
    newest === undefined ? null : addressOf(PATH, { query: { ...filters, after: newest } }),
    { onEvent: ({ data }) => setHeard((before) => withHeard(before, JSON.parse(data) as RecordedEvent)) },
  );
  return {
    items: useMemo(
      () =>
        known && [...heard.filter(({ position }) => position > (newest ?? 0)), ...known.flatMap(({ items }) => items)],
      [heard, newest, known],
    ),
    problem: pages.data ? null : pages.error,
    connection,
    retry: () => void pages.refetch(),
    more: {
      has: pages.hasNextPage,
      loading: pages.isFetchingNextPage,
      load: () => void pages.fetchNextPage(),
    },
  };
}

/** Newest first, each once: a stream that broke may tell again what it told. */
export function withHeard(before: readonly RecordedEvent[], event: RecordedEvent): readonly RecordedEvent[] {
  return before.some(({ position }) => position >= event.position) ? before : [event, ...before];
}
