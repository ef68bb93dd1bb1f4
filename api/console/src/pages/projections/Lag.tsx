import type { Schema } from "@/api/types";
import { duration, whole } from "@/format/format";

/** How far a projection is behind the log, in events and for how long. */
export function Lag({ projection }: { projection: Schema["ProjectionView"] }) {
  const { lagEvents, lagSeconds } = projection;
  return lagEvents === 0 ? (
    <span className="text-faint">0 events</span>
  ) : (
    <span className="tabular">
      {whole(lagEvents)} {lagEvents === 1 ? "event" : "events"}, {duration(lagSeconds * 1_000)}
    </span>
  );
}
