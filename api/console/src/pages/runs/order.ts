import type { Schema } from "@/api/types";

type Run = Schema["RunView"];

/** The order in which the API lists runs. */
export function newestFirst(a: Run, b: Run): number {
  return a.requestedAt === b.requestedAt ? (a.runId < b.runId ? 1 : -1) : Date.parse(b.requestedAt) - Date.parse(a.requestedAt);
}
