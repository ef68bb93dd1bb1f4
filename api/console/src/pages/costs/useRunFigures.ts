import { useEffect, useState } from "react";
import { read } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Query } from "@/api/types";
import { add, NOTHING, type Figures, type Grain } from "./figures";

type Asked = Query<"/api/v1/runs", "get">;

const PAGE = 200;
/** How many runs are read before somebody is asked whether to go on. */
const AT_ONCE = 10_000;

export interface Reading {
  figures: Figures;
  state: "reading" | "cut" | "stopped" | "done" | "failed";
  problem: Problem | undefined;
}

const BEGUN: Reading = { figures: NOTHING, state: "reading", problem: undefined };

/** Adds up the runs of the list, page by page. */
export function useRunFigures(asked: Asked, grain: Grain) {
  const key = JSON.stringify([asked, grain]);
  const [attempt, setAttempt] = useState(0);
  const [reading, setReading] = useState<Reading>(BEGUN);
  const [more, setMore] = useState<() => void>();
  const [stop, setStop] = useState<() => void>();
  useEffect(() => {
    const ended = new AbortController();
    const [query] = JSON.parse(key) as [Asked];
    let figures = NOTHING;
    const go = async (from: string | undefined) => {
      let cursor = from;
      let left = AT_ONCE;
      try {
        do {
          const page = await read("/api/v1/runs", { query: { ...query, cursor, limit: PAGE } }, ended.signal);
          figures = add(figures, page.items, grain);
          cursor = page.next;
          left -= page.items.length;
          const next = cursor;
          const state = next === undefined ? "done" : left > 0 ? "reading" : "cut";
          setReading({ figures, state, problem: undefined });
          if (state === "cut") {
            setMore(() => () => {
              setReading({ figures, state: "reading", problem: undefined });
              void go(next);
            });
          }
        } while (cursor !== undefined && left > 0);
      } catch (error) {
        if (!ended.signal.aborted) {
          setReading({ figures, state: "failed", problem: Problem.from(error) });
        }
      }
    };
    setReading(BEGUN);
    setStop(() => () => {
      ended.abort();
      setReading({ figures, state: "stopped", problem: undefined });
    });
    void go(undefined);
    return () => ended.abort();
  }, [key, grain, attempt]);
  return { ...reading, more, stop, again: () => setAttempt((before) => before + 1) };
}
