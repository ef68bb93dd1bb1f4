import { useQuery } from "@tanstack/react-query";
import { reading } from "@/api/queries";

const LOOK_AGAIN_MILLIS = 15_000;
const COUNTED = 50;

/** How many things wait for people, as short texts; undefined when none does. */
export interface Waiting {
  approvals: string | undefined;
  reconcile: string | undefined;
}

/** Asked now and then rather than streamed: a browser has few connections for all tabs together. */
export function useWaiting(): Waiting {
  const approvals = useQuery({
    ...reading("/api/v1/approvals", { query: { mine: true, status: ["pending"], limit: COUNTED } }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
  const reconcile = useQuery({
    ...reading("/api/v1/reconcile", { query: { limit: COUNTED } }),
    refetchInterval: LOOK_AGAIN_MILLIS,
  });
  return { approvals: count(approvals.data), reconcile: count(reconcile.data) };
}

function count(page: { items: unknown[]; next?: string } | undefined): string | undefined {
  if (page === undefined || page.items.length === 0) {
    return undefined;
  }
  return page.next === undefined ? String(page.items.length) : `${page.items.length}+`;
}
