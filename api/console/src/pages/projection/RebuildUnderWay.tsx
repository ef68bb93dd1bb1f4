import { useLiveItem } from "@/api/live";
import type { Schema } from "@/api/types";
import { LiveMark } from "@/ui/LiveMark";
import { Panel } from "@/ui/Panel";
import { RebuildActions } from "./RebuildActions";
import { RebuildDetail } from "./RebuildDetail";
import { hasEnded, titleOf } from "./rebuilds";

/** A rebuild as it goes on, to its end. */
export function RebuildUnderWay({ rebuild: known }: { rebuild: Schema["RebuildView"] }) {
  const { item, connection } = useLiveItem(
    "/api/v1/projections/{projection}/rebuilds/{rebuild}",
    { path: { projection: known.projection, rebuild: known.rebuildId } },
    { isLast: hasEnded },
  );
  const rebuild = item ?? known;
  return (
    <Panel
      title={titleOf(rebuild)}
      actions={
        <>
          {connection && <LiveMark connection={connection} />}
          <RebuildActions rebuild={rebuild} />
        </>
      }
    >
      <RebuildDetail rebuild={rebuild} />
    </Panel>
  );
}
