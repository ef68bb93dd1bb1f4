import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { read } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { Query } from "@/api/types";
import { add, NOTHING, type Figures, type Grain } from "./figures";

const PATH = "/api/v1/runs";
type Asked = Query<typeof PATH, "get">;

const PAGE = 200;
/** How many runs are read before somebody is asked whether to go on. */
const AT_ONCE = 10_000;

/** What the runs cost up to here; where the list goes on, with what is added up already. */
interface UpTo {
  figures: Figures;
  next: string | undefined;
}

/** Adds up the runs of the list, page by page; another `at` reads them anew. */
export function useRunFigures(asked: Asked, grain: Grain, at: number) {
  const key = JSON.stringify([asked, grain, at]);
  const [limit, setLimit] = useState({ key, runs: AT_ONCE });
  const most = limit.key === key ? limit.runs : AT_ONCE;
  const pages = useInfiniteQuery<UpTo, Problem, InfiniteData<UpTo>, readonly unknown[], UpTo>({
    queryKey: [PATH, "figures", key],
    initialPageParam: { figures: NOTHING, next: undefined },
    queryFn: async ({ pageParam, signal }) => {
      const query: Asked = { ...asked, cursor: pageParam.next, limit: PAGE };
      const page = await read(PATH, { query }, signal);
      return { figures: add(pageParam.figures, page.items, grain), next: page.next };
    },
    getNextPageParam: (last) => (last.next === undefined ? undefined : last),
    staleTime: Infinity,
    structuralSharing: false,
  });
  const figures = pages.data?.pages.at(-1)?.figures ?? NOTHING;
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  const goesOn = hasNextPage && figures.runs < most && !isError;
  useEffect(() => {
    if (goesOn && !isFetching) {
      void fetchNextPage();
    }
  }, [goesOn, isFetching, fetchNextPage]);
  return {
    figures,
    state: isError ? "failed" : isFetching || goesOn ? "reading" : hasNextPage ? "cut" : "done",
    problem: pages.error,
    stop: () => setLimit({ key, runs: figures.runs }),
    more: () => setLimit({ key, runs: figures.runs + AT_ONCE }),
    again: () => void (figures.runs > 0 ? fetchNextPage() : pages.refetch()),
  } as const;
}
