import { useCallback, useEffect, useRef, type RefObject } from "react";
import type { Row } from "./rows";

interface MovesOptions {
  rows: readonly Row[];
  /** The row that is open, if one is. */
  chosen: string | undefined;
  show: (row: Row) => void;
  view: RefObject<HTMLElement | null>;
  scrollTo: (index: number) => void;
}

/** The way through the rows by keyboard: from the one that was reached last, by opening it or with the focus. */
export function useMoves({ rows, chosen, show, view, scrollTo }: MovesOptions) {
  const at = useRef(chosen);
  useEffect(() => {
    at.current = chosen ?? at.current;
  }, [chosen]);
  const reached = useCallback((row: Row) => {
    at.current = row.id;
  }, []);
  const focus = (id: string | undefined) => {
    const buttons = view.current?.querySelectorAll<HTMLElement>("[data-step]") ?? [];
    const wanted = [...buttons].find((button) => button.dataset.step === id);
    wanted?.focus({ preventScroll: true });
    return wanted !== undefined;
  };
  const move = (by: number) => {
    const next = nextOf(rows, at.current, by);
    const row = rows[next];
    if (row) {
      at.current = row.id;
      scrollTo(next);
      if (chosen !== undefined) {
        show(row);
      } else if (!focus(row.id)) {
        // It comes into the page with the next frame.
        requestAnimationFrame(() => focus(at.current));
      }
    }
  };
  return { move, reached, focus };
}

/** The place of the row that is so many rows further; the first or the last where there is no place to begin. */
function nextOf(rows: readonly Row[], at: string | undefined, by: number): number {
  const from = rows.findIndex(({ id }) => id === at);
  return Math.min(rows.length - 1, Math.max(0, from < 0 && by < 0 ? rows.length - 1 : from + by));
}
