import { duration, localTime, utcTime } from "@/format/format";
import { useNow } from "./useNow";

/** How long it is until then, second by second. */
export function Countdown({ to, over }: { to: string; over: string }) {
  const left = Math.floor((Date.parse(to) - useNow()) / 1_000) * 1_000;
  return (
    <time dateTime={to} title={`${localTime(to)} local\n${utcTime(to)}`} className="tabular">
      {left > 0 ? `in ${duration(left)}` : over}
    </time>
  );
}
