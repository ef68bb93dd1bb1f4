import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { differences } from "@/format/differences";
import { Changes } from "@/ui/Changes";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import type { Search } from "@/ui/urlState";
import { writtenBefore, writtenBy } from "./documents";
import type { RecordedEvent } from "./events";

/** What differs between what an event wrote and what stood before. */
export function BeforeAndAfter({ event }: { event: RecordedEvent }) {
  const { data: before, error, refetch } = useQuery(writtenBefore(event));
  const after = writtenBy(event)?.document;
  return (
    <section aria-label="Before and after" className="space-y-3">
      <h2 className="font-medium">Before and after</h2>
      {error ? (
        <ProblemPanel problem={error} retry={() => void refetch()} />
      ) : before === undefined ? (
        <Skeleton lines={4} />
      ) : before === null ? (
        <p className="text-muted">Nothing stood before: this is where it begins.</p>
      ) : (
        <>
          <p className="text-muted">
            Compared with{" "}
            <Link
              to="."
              search={(search: Search) => ({ ...search, event: String(before.event.position) })}
              className="underline decoration-line-strong underline-offset-2 hover:text-accent"
            >
              position {before.event.position}
            </Link>
            .
          </p>
          <Changes
            changes={differences(before.document, after)}
            beforeLabel={`At position ${before.event.position}`}
            afterLabel={`At position ${event.position}`}
          />
        </>
      )}
    </section>
  );
}
