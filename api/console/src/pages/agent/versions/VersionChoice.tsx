import { useUrlState } from "@/ui/urlState";
import type { Agent } from "../lifecycle/actions";

/** Which version is read; in the address, so that it can be sent. */
export function VersionChoice({ agent, number }: { agent: Agent; number: number }) {
  const [, change] = useUrlState();
  const newest = agent.latest.number;
  return (
    <label className="mb-3 flex items-center gap-2 text-sm text-muted">
      Version
      <select
        value={number}
        onChange={({ target }) => change({ version: Number(target.value) === newest ? undefined : target.value })}
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
      >
        {Array.from({ length: newest }, (_, index) => newest - index).map((each) => (
          <option key={each} value={each}>
            {`v${each}${each === newest ? ", newest" : ""}${each === agent.active?.number ? ", active" : ""}`}
          </option>
        ))}
      </select>
    </label>
  );
}
