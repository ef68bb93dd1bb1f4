import type { Schema } from "@/api/types";
import { DiffView } from "@/ui/code";
import { IdChip } from "@/ui/IdChip";
import { Panel } from "@/ui/Panel";
import { KeyValues, Money } from "@/ui/values";
import { usd } from "../step";
import { divergedIn } from "../sentences";
import { sidesOf } from "./difference";

/** Where a replay left the record, both sides of it beside each other. */
export function DivergencePanel({ divergence: { step, divergence } }: { divergence: Schema["DivergencePoint"] }) {
  const { before, after } = sidesOf(divergence.difference);
  return (
    <Panel title={`Divergence at step ${step}`}>
      <div className="space-y-4">
        <p>{divergedIn(divergence.what)}</p>
        <DiffView before={before} after={after} beforeLabel="Recorded" afterLabel="This run" language="text" />
        <KeyValues
          items={[
            ["Would call", divergence.wouldCall],
            [
              "Would cost at most",
              divergence.wouldCostMicros !== undefined && <Money key="cost" usd={usd(divergence.wouldCostMicros)} />,
            ],
            ["Recorded request", divergence.expectedHash && <IdChip key="expected" id={divergence.expectedHash} />],
            ["Request of this run", divergence.actualHash && <IdChip key="actual" id={divergence.actualHash} />],
          ]}
        />
      </div>
    </Panel>
  );
}
