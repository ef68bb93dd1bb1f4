import { micros, share } from "@/format/usd";
import { cx } from "@/ui/cx";

/** The shares of a cap at which the ledger tells that they are reached. */
const MARKS = [80, 90, 100] as const;

interface UseBarProps {
  name: string;
  spent: string;
  reserved: string;
  cap: string;
  alerts: readonly number[];
}

/** How much of a cap is settled and reserved; grows beyond the cap when more was spent. */
export function UseBar({ name, spent, reserved, cap, alerts }: UseBarProps) {
  const settled = share(micros(spent), micros(cap)) * 100;
  const kept = share(micros(reserved), micros(cap)) * 100;
  const end = Math.max(100, settled + kept);
  const at = (percent: number) => `${(percent / end) * 100}%`;
  const tone = settled >= 100 ? "bg-bad" : settled >= 80 ? "bg-warn" : "bg-accent";
  return (
    <div>
      <div
        role="meter"
        aria-label={`Use of ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round(settled))}
        aria-valuetext={`${Math.floor(settled)}% settled, ${Math.ceil(kept)}% reserved`}
        className="relative flex h-2.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className={cx("h-full", tone)} style={{ width: at(settled) }} />
        <div className={cx("h-full opacity-40", tone)} style={{ width: at(kept) }} />
        {MARKS.filter((mark) => mark < end).map((mark) => (
          <div key={mark} className="absolute inset-y-0 w-0.5 bg-surface" style={{ left: at(mark) }} />
        ))}
      </div>
      <div aria-hidden className="relative mt-1 h-4 text-2xs text-muted tabular">
        <span>{Math.floor(settled)}%</span>
        {MARKS.map((mark) => (
          <span
            key={mark}
            className={cx(
              "absolute top-0",
              mark === end ? "right-0" : "-translate-x-1/2",
              alerts.includes(mark) && "font-semibold text-ink",
            )}
            style={mark === end ? undefined : { left: at(mark) }}
          >
            {mark}
          </span>
        ))}
      </div>
    </div>
  );
}
