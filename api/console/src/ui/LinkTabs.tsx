import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { cx } from "./cx";
import { oneOf, THE_SAME_ADDRESS, useUrlState, type Search } from "./urlState";

export interface Tab<T extends string> {
  id: T;
  label: string;
  count?: number | undefined;
}

/** The tab that the address names as `?tab=`; the first without one. */
export function useTab<T extends string>(tabs: readonly Tab<T>[]): T {
  const [search] = useUrlState();
  return oneOf(
    tabs.map((tab) => tab.id),
    search.tab,
  ) ?? tabs[0]!.id;
}

/** Tabs that are links, so that each can be opened, sent and gone back to. */
export function LinkTabs<T extends string>({ tabs, label }: { tabs: readonly Tab<T>[]; label: string }) {
  const current = useTab(tabs);
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // Sideways only: the page stays where it is.
    const open = strip.current?.querySelector<HTMLElement>(`[data-tab="${current}"]`);
    if (open) {
      strip.current!.scrollLeft = open.offsetLeft - (strip.current!.clientWidth - open.offsetWidth) / 2;
    }
  }, [current]);
  return (
    <nav ref={strip} aria-label={label} className="relative mb-4 overflow-x-auto border-b border-line scroll-thin">
      <ul className="flex min-w-max gap-5">
        {tabs.map(({ id, label, count }, index) => (
          <li key={id}>
            <Link
              to="."
              data-tab={id}
              search={(before: Search) => ({ ...before, tab: index === 0 ? undefined : id })}
              resetScroll={false}
              activeOptions={THE_SAME_ADDRESS}
              aria-current={id === current ? "page" : undefined}
              className={cx(
                "-mb-px flex h-9 items-center gap-1.5 border-b-2 font-medium transition-colors",
                id === current
                  ? "border-accent text-ink"
                  : "border-transparent text-muted hover:text-ink",
              )}
            >
              {label}
              {count !== undefined && (
                <span className="rounded-full bg-sunken px-1.5 text-2xs text-muted tabular">{count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
