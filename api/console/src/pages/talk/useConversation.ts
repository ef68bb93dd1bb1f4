import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { read } from "@/api/client";
import type { Problem } from "@/api/problem";
import { reading } from "@/api/queries";
import type { Schema } from "@/api/types";

export type Turn = Schema["TurnView"];
export type Conversation = Schema["ConversationView"];

const TURNS = "/api/v1/conversations/{conversation}/turns";
const AT_ONCE = 200;
/** The API does not stream conversations: while something happens one looks often, else now and then. */
const BUSY_MILLIS = 700;
const IDLE_MILLIS = 5_000;

export function isOpen(turn: Turn): boolean {
  return turn.status === "queued" || turn.status === "running";
}

interface Known {
  conversation: Conversation | undefined;
  turns: readonly Turn[];
  loading: boolean;
  problem: Problem | null;
  /** Looks again, now that something is known to have happened. */
  refresh: () => void;
}

/** A conversation and what was said in it, kept up to date. */
export function useConversation(id: string | undefined, expecting: boolean): Known {
  const client = useQueryClient();
  const path = { conversation: id ?? "" };
  const turns = useInfiniteQuery<
    Schema["TurnPage"],
    Problem,
    { pages: Schema["TurnPage"][] },
    readonly unknown[],
    string | undefined
  >({
    queryKey: [TURNS, id],
    enabled: id !== undefined,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      read(TURNS, { path, query: { limit: AT_ONCE, ...(pageParam && { cursor: pageParam }) } }, signal),
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      expecting || state.data?.pages.some((page) => page.items.some(isOpen)) ? BUSY_MILLIS : IDLE_MILLIS,
  });
  const all = turns.data?.pages.flatMap((page) => page.items) ?? [];
  const busy = expecting || all.some(isOpen);
  const conversation = useQuery({
    ...reading("/api/v1/conversations/{conversation}", { path }),
    enabled: id !== undefined,
    refetchInterval: busy ? BUSY_MILLIS : IDLE_MILLIS,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = turns;
  useEffect(() => {
    // The newest is on the last page, and it is what one wants to see.
    if (hasNextPage && !isFetchingNextPage) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    conversation: conversation.data,
    turns: all,
    loading: id !== undefined && (turns.isPending || hasNextPage),
    problem: turns.data ? null : (turns.error ?? conversation.error),
    refresh: () => {
      if (id !== undefined) {
        void client.invalidateQueries({ queryKey: [TURNS, id] });
        void client.invalidateQueries({ queryKey: ["/api/v1/conversations/{conversation}"] });
      }
    },
  };
}
