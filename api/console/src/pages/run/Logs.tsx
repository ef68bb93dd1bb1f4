import { cx } from "@/ui/cx";
import type { LogLine } from "./facts";

/** What code logged. */
export function Logs({ lines }: { lines: readonly LogLine[] }) {
  return (
    <ol className="rounded-md border border-line bg-sunken py-1 font-mono text-xs">
      {lines.map(({ level, message }, index) => (
        // Lines are only added.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className="flex gap-3 px-3 py-0.5">
          <span className={cx("w-10 shrink-0", level === "error" ? "text-bad" : level === "warn" ? "text-warn" : "text-muted")}>
            {level}
          </span>
          <span className="min-w-0 break-words whitespace-pre-wrap">{message}</span>
        </li>
      ))}
    </ol>
  );
}
