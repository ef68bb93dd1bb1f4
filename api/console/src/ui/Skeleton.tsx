/** Lines where text will be; nothing jumps when it comes. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" aria-label="Loading" className="space-y-3 py-2">
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className="h-4 animate-pulse rounded bg-sunken"
          style={{ width: `${[92, 74, 84, 61][line % 4]}%` }}
        />
      ))}
    </div>
  );
}

/** The rows of a table that is not here yet. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line rounded-lg border border-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-6 px-3">
          <div className="h-3.5 w-1/4 animate-pulse rounded bg-sunken" />
          <div className="h-3.5 w-1/6 animate-pulse rounded bg-sunken" />
          <div className="ml-auto h-3.5 w-1/12 animate-pulse rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}
