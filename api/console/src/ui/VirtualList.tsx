import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";

interface VirtualListProps<T> {
  label: string;
  items: readonly T[];
  itemKey: (item: T) => string | number;
  /** About how high an item is; its real height is measured. */
  estimate: number;
  children: (item: T, index: number) => ReactNode;
}

/** A long list of which only what is on screen is in the page; it scrolls with the page. */
export function VirtualList<T>({ label, items, itemKey, estimate, children }: VirtualListProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isEmpty = items.length === 0;
  useLayoutEffect(() => {
    setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [isEmpty]);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimate,
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => itemKey(items[index]!),
  });
  return (
    <div
      ref={list}
      role="list"
      aria-label={label}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <div
          key={key}
          ref={virtualizer.measureElement}
          role="listitem"
          data-index={index}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${start - top}px)` }}
        >
          {children(items[index]!, index)}
        </div>
      ))}
    </div>
  );
}
