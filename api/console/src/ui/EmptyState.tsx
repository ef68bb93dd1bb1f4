import { Inbox, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { useUrlState } from "./urlState";

interface EmptyStateProps {
  title: string;
  icon?: LucideIcon;
  /** What to do about it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, icon: Icon = Inbox, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line-strong px-6 py-14 text-center">
      <Icon aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-md text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}

interface EmptyListProps extends EmptyStateProps {
  /** What the list is of, in the plural: agents. */
  of: string;
  /** The members of the address that filter this list, and what each is called. */
  filters?: Record<string, string>;
}

const NONE: Record<string, string> = {};

/** A list without items: says which filter emptied it, or else what is said when there is none. */
export function EmptyList({ of, filters = NONE, ...unfiltered }: EmptyListProps) {
  const [search, change] = useUrlState();
  const holding = Object.entries(filters).filter(([name]) => search[name] !== undefined);
  if (holding.length === 0) {
    return <EmptyState {...unfiltered} />;
  }
  return (
    <EmptyState
      title={`No ${of} match`}
      action={
        <Button onClick={() => change(Object.fromEntries(holding.map(([name]) => [name, undefined])))}>
          {holding.length === 1 ? "Clear the filter" : "Clear the filters"}
        </Button>
      }
    >
      Filtered by{" "}
      {holding.map(([name, label], index) => (
        <span key={name}>
          {index > 0 && (index === holding.length - 1 ? " and " : ", ")}
          {label} <strong className="font-medium text-ink">{search[name]}</strong>
        </span>
      ))}
      .
    </EmptyState>
  );
}
