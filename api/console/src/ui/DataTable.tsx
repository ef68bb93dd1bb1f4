import { Link, useRouter, type LinkProps } from "@tanstack/react-router";
import { useId, useRef, type ReactNode } from "react";
import type { List } from "@/api/live";
import { Button } from "./Button";
import { cx } from "./cx";
import { CopyId } from "./IdChip";
import { openedFrom } from "./neighbours";
import { ProblemPanel } from "./ProblemPanel";
import { useShortcut } from "./shortcuts";
import { TableSkeleton } from "./Skeleton";

export interface Column<T> {
  id: string;
  header: string;
  cell: (item: T) => ReactNode;
  align?: "right";
  /** Takes what room is left; all others are as wide as what they hold. */
  wide?: boolean;
  /** Left out on a narrow screen. */
  secondary?: boolean;
}

interface DataTableProps<T> {
  /** What the table shows, for screen readers. */
  label: string;
  list: List<T>;
  columns: readonly Column<T>[];
  rowKey: (item: T) => string;
  /** Where a row leads; its first cell becomes the link. */
  rowLink?: (item: T) => LinkProps;
  /** An id that the first cell shows; it can be copied there. */
  rowId?: (item: T) => string;
  /** Shown instead of the table when there is no item. */
  empty: ReactNode;
  /** A part of a page that goes on with J and K itself. */
  embedded?: boolean;
}

/**
 * A list: loading, failed, empty or filled. J and K move through its rows, Enter opens one. Below
 * 768 px each row is a card.
 */
export function DataTable<T>({ label, list, columns, rowKey, rowLink, rowId, empty, embedded = false }: DataTableProps<T>) {
  if (list.problem) {
    return <ProblemPanel problem={list.problem} retry={list.retry} />;
  }
  if (list.items === undefined) {
    return <TableSkeleton />;
  }
  if (list.items.length === 0) {
    return empty;
  }
  return (
    <>
      <Rows label={label} items={list.items} columns={columns} rowKey={rowKey} rowLink={rowLink} rowId={rowId} hasKeys={rowLink !== undefined && !embedded} />
      <footer className="flex items-center justify-between py-3 text-xs text-muted">
        <span className="tabular">
          {list.items.length} {list.more.has ? "shown, there are more" : "in all"}
        </span>
        {list.more.has && (
          <Button onClick={list.more.load} busy={list.more.loading}>
            Load more
          </Button>
        )}
      </footer>
    </>
  );
}

interface RowsProps<T> extends Pick<DataTableProps<T>, "label" | "columns" | "rowKey"> {
  items: readonly T[];
  rowLink: ((item: T) => LinkProps) | undefined;
  rowId: ((item: T) => string) | undefined;
  hasKeys: boolean;
}

// The roles are said again because a table that is laid out as cards loses its own.
function Rows<T>({ label, items, columns, rowKey, rowLink, rowId, hasKeys }: RowsProps<T>) {
  const id = useId();
  const body = useRef<HTMLTableSectionElement>(null);
  const router = useRouter();
  const links = () => [...(body.current?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
  const move = (by: number) => {
    const all = links();
    const at = all.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    next?.focus();
    next?.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("j", "Next row", () => move(1), hasKeys);
  useShortcut("k", "Previous row", () => move(-1), hasKeys);
  const remember = () =>
    openedFrom(items.map((item) => router.buildLocation(rowLink!(item) as never).href));

  return (
    <div className="rounded-lg border border-line bg-surface max-md:border-0 max-md:bg-transparent">
      <table role="table" aria-label={label} className="w-full border-separate border-spacing-0 max-md:block">
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.id}
                id={`${id}${column.id}`}
                role="columnheader"
                scope="col"
                className={cx(
                  "sticky top-12 z-20 h-9 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-muted first:rounded-tl-lg last:rounded-tr-lg",
                  column.align === "right" ? "text-right" : "text-left",
                  column.wide && "w-full",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} role="rowgroup" className="max-md:block max-md:space-y-2">
          {items.map((item) => (
            <tr
              key={rowKey(item)}
              role="row"
              className={cx(
                "group/row relative max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1.5 max-md:rounded-lg max-md:border max-md:border-line max-md:bg-surface max-md:p-3",
                rowLink &&
                  "transition-colors hover:bg-hover has-[a[data-row]:focus-visible]:bg-hover has-[a[data-row]:focus-visible]:shadow-[inset_2px_0_0_var(--accent)]",
              )}
            >
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  role="cell"
                  className={cx(
                    "h-11 border-b border-line px-3 py-1.5 group-last/row:border-b-0 max-md:h-auto max-md:border-0 max-md:p-0",
                    column.align === "right" ? "text-right" : "text-left",
                    index === 0 ? "max-md:w-full" : "text-muted",
                    column.wide ? "w-full md:max-w-0" : "md:whitespace-nowrap",
                    column.secondary && "max-md:hidden",
                  )}
                >
                  {index === 0 && rowLink ? (
                    <div className="flex items-center gap-1">
                      <Link
                        {...rowLink(item)}
                        data-row
                        onClick={remember}
                        className="block truncate font-medium text-ink outline-none after:absolute after:inset-0"
                      >
                        {column.cell(item)}
                      </Link>
                      {rowId && <CopyId id={rowId(item)} />}
                    </div>
                  ) : (
                    column.cell(item)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
