import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** What the address says after the question mark: filters, tabs, selection, time. */
export type Search = Record<string, string | undefined>;

/** The search as plain texts: `?status=draft`, never quoted JSON. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}

/** When a link within a page is the current one; by itself it would be when nothing contradicts. */
export const THE_SAME_ADDRESS = { exact: true, includeSearch: true, explicitUndefined: true };

/** The state of a page that lives in its address. Setting `undefined` removes a member. */
export function useUrlState(): [Search, (change: Search, options?: { push?: boolean }) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Search, { push = false } = {}) =>
      void navigate({
        to: ".",
        search: (before: Search) => ({ ...before, ...changes }),
        replace: !push,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}

/** One of the values that there are, or none when the address says something else. */
export function oneOf<T extends string>(values: readonly T[], text: string | undefined): T | undefined {
  return values.find((value) => value === text);
}
