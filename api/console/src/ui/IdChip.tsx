import { Check, Copy } from "lucide-react";
import { shortId } from "@/format/format";
import { cx } from "./cx";
import { useCopy } from "./useCopy";

/** An id, short; whole on hover, copied with a click. */
export function IdChip({ id, full = false }: { id: string; full?: boolean }) {
  const [copied, copy] = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={id}
      onClick={() => copy(id)}
      className="group relative z-10 -ml-1 inline-flex max-w-full items-center gap-1 rounded px-1 py-0.5 font-mono text-xs text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <span className="sr-only">{copied ? "Copied " : "Copy "}</span>
      <span className={full ? "break-all text-left" : "truncate"}>{full ? id : shortId(id)}</span>
      <Icon
        aria-hidden
        className={cx(
          "size-3 shrink-0",
          copied ? "text-good" : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100",
        )}
      />
    </button>
  );
}
