import { queryOptions } from "@tanstack/react-query";
import { read } from "@/api/client";
import type { Problem } from "@/api/problem";
import type { Query } from "@/api/types";
import type { RecordedEvent } from "./events";

const PATH = "/api/v1/audit/events";
const PAGE = 200;

/** A whole document that an event puts in the place of the one before. */
interface Written {
  /** What tells it from other documents of its stream. */
  name: string;
  document: unknown;
}

interface Payload {
  version?: { definition?: unknown };
  policy?: unknown;
  book?: unknown;
  budget?: { name: string };
  kind?: string;
  description?: string;
  use?: unknown;
}

/** What an event wrote; undefined when it says only that something happened. */
export function writtenBy({ contract, payload }: Pick<RecordedEvent, "contract" | "payload">): Written | undefined {
  const { version, policy, book, budget, kind, description, use } = payload as Payload;
  switch (contract) {
    case "agent.drafted":
    case "agent.revised":
    case "tool.registered":
    case "tool.revised":
      return { name: "definition", document: version?.definition };
    case "policy.promotion-adopted":
    case "policy.promotion-amended":
      return { name: "policy", document: policy };
    case "price.book-adopted":
    case "price.book-amended":
      return { name: "price book", document: book };
    case "budget.set":
      return { name: `budget ${budget?.name}`, document: budget };
    case "credential.stored":
    case "credential.rotated":
      return { name: "credential", document: { kind, description, use } };
    default:
      return undefined;
  }
}

/** What stood before an event wrote its document; null when nothing did. */
export function writtenBefore(event: RecordedEvent) {
  return queryOptions<{ event: RecordedEvent; document: unknown } | null, Problem>({
    queryKey: [PATH, "before", event.position],
    queryFn: async ({ signal }) => {
      const { name } = writtenBy(event) ?? {};
      let after: number | undefined = event.position;
      while (after !== undefined) {
        const query: Query<typeof PATH, "get"> = { stream: event.streamId, newestFirst: true, limit: PAGE, after };
        const page = await read(PATH, { query }, signal);
        for (const earlier of page.items) {
          const written = writtenBy(earlier);
          if (written?.name === name) {
            return { event: earlier, document: written?.document };
          }
        }
        after = page.next === undefined ? undefined : Number(page.next);
      }
      return null;
    },
    // What is recorded does not change.
    staleTime: Infinity,
  });
}
