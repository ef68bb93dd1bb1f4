import { LocalTimeInput } from "@/ui/LocalTime";
import { useUrlState } from "@/ui/urlState";
import { RANGES, type Range } from "./range";

/** Which time is looked at; lives in the address. */
export function RangeFilter({ range }: { range: Range }) {
  const [, change] = useUrlState();
  return (
    <>
      <select
        aria-label="Time range"
        value={range.name}
        onChange={({ target: { value } }) =>
          change(
            value === "custom"
              ? { range: value, from: range.from, to: range.to }
              : { range: value, from: undefined, to: undefined },
          )
        }
        className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink max-md:h-9"
      >
        {Object.entries(RANGES).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
        <option value="custom">Between two times</option>
      </select>
      {range.name === "custom" && (
        <>
          <LocalTimeInput label="From" value={range.from} onChange={(from) => change({ from })} />
          <LocalTimeInput label="To" value={range.to} onChange={(to) => change({ to })} />
        </>
      )}
    </>
  );
}
