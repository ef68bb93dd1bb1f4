import type { ReactNode } from "react";
import type { Connection } from "@/api/eventStream";
import { LiveMark } from "./LiveMark";
import { useTitle } from "./useTitle";

interface PageHeaderProps {
  title: string;
  /** Beside the title: a status, an id. */
  marks?: ReactNode;
  description?: ReactNode;
  /** Above the title: where this page belongs. */
  crumbs?: ReactNode;
  actions?: ReactNode;
  connection?: Connection | undefined;
}

export function PageHeader({ title, marks, description, crumbs, actions, connection }: PageHeaderProps) {
  useTitle(title);
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pb-4">
      <div className="min-w-0">
        {crumbs && <div className="mb-1 text-sm text-muted [&_a]:hover:text-ink">{crumbs}</div>}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {marks}
          {connection && <LiveMark connection={connection} />}
        </div>
        {description && <p className="mt-1 max-w-prose text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
