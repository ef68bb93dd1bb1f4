import { Link } from "@tanstack/react-router";
import { useList } from "@/api/live";
import { Button } from "@/ui/Button";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";

/** The tools whose calls show a credential. */
export function UsedBy({ credential }: { credential: string }) {
  const { items, problem, retry, more } = useList("/api/v1/tools", { query: { credential } });
  return (
    <section aria-label="Used by" className="space-y-2">
      <h2 className="font-medium">Used by</h2>
      {problem ? (
        <ProblemPanel problem={problem} retry={retry} />
      ) : items === undefined ? (
        <Skeleton lines={2} />
      ) : items.length === 0 ? (
        <p className="text-muted">No tool shows it.</p>
      ) : (
        <ul className="space-y-1.5">
          {items.map((tool) => (
            <li key={tool.toolId} className="flex items-center gap-2">
              <Link
                to="/tools/$tool"
                params={{ tool: tool.name }}
                className="underline decoration-line-strong underline-offset-2 hover:text-accent"
              >
                {tool.name}
              </Link>
              <StatusChip status={tool.status} />
            </li>
          ))}
        </ul>
      )}
      {more.has && (
        <Button onClick={more.load} busy={more.loading}>
          Load more
        </Button>
      )}
    </section>
  );
}
