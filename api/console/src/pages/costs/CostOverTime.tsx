import { money } from "@/format/format";
import { share, usd } from "@/format/usd";
import { cx } from "@/ui/cx";
import type { Grain, Sum } from "./figures";

const HEIGHT = 160;
const LABELS = 6;

/** A bar for each hour or day; its figures are told on hover, on focus and to screen readers. */
export function CostOverTime({ times, grain }: { times: readonly Sum[]; grain: Grain }) {
  const most = times.reduce((max, { cost }) => (cost > max ? cost : max), 0n);
  const every = Math.max(1, Math.ceil(times.length / LABELS));
  if (most === 0n) {
    return <p className="text-muted">Nothing was paid in this time.</p>;
  }
  return (
    <figure>
      <figcaption className="sr-only">Cost by {grain}</figcaption>
      <div className="flex gap-3">
        <div aria-hidden className="flex flex-col justify-between text-2xs text-muted tabular" style={{ height: HEIGHT }}>
          <span className="-translate-y-1/2">{money(usd(most))}</span>
          <span className="translate-y-1/2">$0</span>
        </div>
        <div className="min-w-0 flex-1">
          <ul
            aria-label={`Cost by ${grain}`}
            className="flex items-end gap-px border-b border-line-strong bg-[linear-gradient(var(--line)_1px,transparent_1px)] bg-[length:100%_25%]"
            style={{ height: HEIGHT }}
          >
            {times.map((sum) => (
              <li key={sum.name} title={told(sum)} className="group flex h-full min-w-0 flex-1 items-end rounded-t hover:bg-hover">
                <span className="sr-only">{told(sum)}</span>
                <span
                  aria-hidden
                  className={cx("mx-auto w-full max-w-10 rounded-t-sm bg-accent", sum.cost > 0n && "min-h-0.5")}
                  style={{ height: `${share(sum.cost, most) * 100}%` }}
                />
              </li>
            ))}
          </ul>
          <div aria-hidden className="flex pt-1 text-2xs text-muted tabular">
            {times.map(({ name }, index) =>
              index % every === 0 ? (
                <span key={name} className="min-w-0 truncate" style={{ flex: Math.min(every, times.length - index) }}>
                  {label(name, grain)}
                </span>
              ) : null,
            )}
          </div>
        </div>
      </div>
    </figure>
  );
}

function told({ name, cost, runs }: Sum): string {
  return `${name}: ${money(usd(cost))}, ${runs} ${runs === 1 ? "run" : "runs"}`;
}

function label(name: string, grain: Grain): string {
  return grain === "hour"
    ? name.slice(11)
    : new Intl.DateTimeFormat(navigator.language, { month: "short", day: "numeric" }).format(new Date(`${name}T12:00:00`));
}
