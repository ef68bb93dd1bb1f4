import type { Item, Words } from "./activity";

/** What is written and in no event yet: of the socket's text what follows on the words that are. */
export function beingWritten(items: readonly Item[], streamed: string): string | undefined {
  const durable = items
    .filter((item): item is Words => item.kind === "words")
    .map((item) => item.text)
    .join("\n\n");
  return streamed.startsWith(durable) ? streamed.slice(durable.length).replace(/^\n+/, "") : undefined;
}
