import { Check, Copy } from "lucide-react";
import { shortId } from "@/format/format";
import { cx } from "./cx";
import { useCopy } from "./useCopy";

/** Copies an id that is shown as a link. */
export function CopyId({ id }: { id: string }) {
  const [copied, copy] = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      title={`Copy ${id}`}
      aria-label={copied ? "Copied" : `Copy ${id}`}
      onClick={() => copy(id)}
      className="relative z-10 inline-flex size-6 shrink-0 items-center justify-center rounded text-faint transition-colors hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden className={cx("size-3", copied && "text-good")} />
    </button>
  );
}

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
