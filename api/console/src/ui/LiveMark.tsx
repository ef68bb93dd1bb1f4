import type { Connection } from "@/api/eventStream";
import { cx } from "./cx";

const LOOKS: Record<Connection, { text: string; dot: string } | null> = {
  connecting: null,
  live: { text: "Live", dot: "bg-good" },
  reconnecting: { text: "Reconnecting", dot: "bg-warn animate-pulse" },
  failed: { text: "Not live", dot: "bg-bad" },
  ended: null,
};

/** Whether what is on screen follows the ledger at this moment. */
export function LiveMark({ connection }: { connection: Connection }) {
  const look = LOOKS[connection];
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted">
      {look && (
        <>
          <span aria-hidden className={cx("size-1.5 rounded-full", look.dot)} />
          {look.text}
        </>
      )}
    </span>
  );
}
