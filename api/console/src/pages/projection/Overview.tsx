import type { Schema } from "@/api/types";
import { compact, whole } from "@/format/format";
import { Panel } from "@/ui/Panel";
import { ProgressBar } from "@/ui/ProgressBar";
import { KeyValues } from "@/ui/values";
import { Lag } from "../projections/Lag";
import { RebuildUnderWay } from "./RebuildUnderWay";

type Projection = Schema["ProjectionView"];

export function Overview({ projection }: { projection: Projection }) {
  const { position, head, eventsPerSecond, parked, deadLetters } = projection;
  return (
    <div className="space-y-4">
      {projection.rebuild && <RebuildUnderWay rebuild={projection.rebuild} />}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Progress">
          <div className="space-y-4">
            <ProgressBar label="Read of the log" done={position} total={Math.max(1, head)} />
            <KeyValues
              items={[
                ["Behind", <Lag key="lag" projection={projection} />],
                ["Position", <Number key="position" of={position} />],
                ["End of the log", <Number key="head" of={head} />],
                ["Rate", `${compact(eventsPerSecond)} events a second`],
                ["Waiting events", parked > 0 ? `${whole(parked)}, in ${deadLetters.length} streams of this project` : "None"],
              ]}
            />
          </div>
        </Panel>
        <Generations projection={projection} />
      </div>
      {projection.failures.length > 0 && <Failures failures={projection.failures} />}
    </div>
  );
}

function Number({ of }: { of: number }) {
  return <span className="tabular">{whole(of)}</span>;
}

function Generations({ projection: { generation, previous, rebuild, version } }: { projection: Projection }) {
  return (
    <Panel title="Generations">
      <div className="space-y-4">
        <KeyValues
          items={[
            ["Serves", name(generation)],
            ["Kept from before", previous ? name(previous) : "None"],
            ["Being filled", rebuild && name({ number: rebuild.generation, version: rebuild.version })],
            ["Version in the program", version],
          ]}
        />
        <p className="text-xs text-muted">
          Each rebuild fills a generation of its own; reading never waits for it. The generation before the last switch is
          kept until the next one.
        </p>
      </div>
    </Panel>
  );
}

function name({ number, version }: Schema["ServingGeneration"]): string {
  return `Generation ${number}, filled by version ${version}`;
}

function Failures({ failures }: { failures: Projection["failures"] }) {
  return (
    <Panel title="What keeps it from going on">
      <ul className="space-y-3">
        {failures.map(({ segment, attempts, cause }) => (
          <li key={segment}>
            <p className="font-medium">
              Segment {segment}, tried {attempts === 1 ? "once" : `${attempts} times`}
            </p>
            <p className="font-mono text-xs break-words text-bad">{cause}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
