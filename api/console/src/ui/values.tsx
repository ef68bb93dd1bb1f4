import type { ReactNode } from "react";
import { compact, duration, localTime, money, relativeTime, shortTime, utcTime, whole } from "@/format/format";
import { useNow } from "./useNow";

/** A time in the reader's zone; hovering shows it in UTC. `relative` says how long ago. */
export function When({ at, relative = false, full = false }: { at: string; relative?: boolean; full?: boolean }) {
  const text = relative ? <Relative at={at} /> : full ? localTime(at) : shortTime(at);
  return (
    <time dateTime={at} title={`${localTime(at)} local\n${utcTime(at)}`} className="tabular whitespace-nowrap">
      {text}
    </time>
  );
}

function Relative({ at }: { at: string }) {
  return relativeTime(at, useNow());
}

/** US dollars, from the decimal text of the API. */
export function Money({ usd }: { usd: string }) {
  return <span className="tabular whitespace-nowrap">{money(usd)}</span>;
}

/** How long something took, or has been going on when it has no end yet. */
export function Duration({ from, to }: { from: string; to?: string | undefined }) {
  return to === undefined ? <Running from={from} /> : <Millis millis={Date.parse(to) - Date.parse(from)} />;
}

function Running({ from }: { from: string }) {
  return <Millis millis={Math.max(0, Math.floor((useNow() - Date.parse(from)) / 1_000) * 1_000)} />;
}

export function Millis({ millis }: { millis: number }) {
  return <span className="tabular whitespace-nowrap">{duration(millis)}</span>;
}

/** A count of tokens, short; exact on hover. */
export function Tokens({ count }: { count: number }) {
  return (
    <span className="tabular whitespace-nowrap" title={`${whole(count)} tokens`}>
      {compact(count)}
    </span>
  );
}

/** Names and values, one under the other. What has no value is left out. */
export function KeyValues({ items }: { items: [name: string, value: ReactNode][] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-2">
      {items
        .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== "")
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
