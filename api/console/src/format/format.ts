const LOCALE = navigator.language;

/** US dollars from the decimal text of the API, exact: never through a binary fraction. */
export function money(decimal: string): string {
  const negative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = decimal.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  // Cents always; beyond them only what is there, since a call may cost a fraction of a cent.
  const cents = fraction.replace(/0+$/, "").padEnd(2, "0");
  return `${negative ? "-" : ""}$${grouped}.${cents}`;
}

/** A time span for people: 840 ms, 3.2 s, 4 min 5 s, 2 h 3 min, 3 d 4 h. */
export function duration(millis: number): string {
  if (millis < 1_000) {
    return `${Math.max(0, Math.round(millis))} ms`;
  }
  if (millis < 59_950) {
    return `${(millis / 1_000).toFixed(1).replace(/\.0$/, "")} s`;
  }
  const seconds = Math.round(millis / 1_000);
  const units: [number, string][] = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  let left = seconds;
  return units
    .slice(first, first + 2)
    .map(([size, name]) => {
      const count = Math.floor(left / size);
      left -= count * size;
      return count === 0 ? "" : `${count} ${name}`;
    })
    .filter(Boolean)
    .join(" ");
}

/** A span of the API for people: PT24H as 24 h, P3D as 3 d. */
export function period(span: string): string {
  return span
    .replace(/^P/, "")
    .replace("T", "")
    .replace(/(\d+)([A-Z])/g, (_, count: string, unit: string) => `${count} ${unit === "M" ? "min" : unit.toLowerCase()} `)
    .trim();
}

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en");

/** A count as short as it can be: 812, 12.4K. */
export function compact(count: number): string {
  return COMPACT.format(count);
}

export function whole(count: number): string {
  return WHOLE.format(count);
}

const LOCAL = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium" });
const SHORT = new Intl.DateTimeFormat(LOCALE, {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });

export function localTime(instant: string): string {
  return LOCAL.format(new Date(instant));
}

export function shortTime(instant: string): string {
  return SHORT.format(new Date(instant));
}

export function utcTime(instant: string): string {
  return `${new Date(instant).toISOString().replace("T", " ").replace(/(\.\d+)?Z$/, "")} UTC`;
}

/** How long ago, or how long until then: 5m ago, in 2h. */
export function relativeTime(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1_000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) {
      return RELATIVE.format(Math.trunc(seconds / size), unit);
    }
  }
  return Math.abs(seconds) < 10 ? "just now" : RELATIVE.format(Math.trunc(seconds), "second");
}

/** The part of an id that tells it from others: agt_007a…9dfd. Ids of the same hour begin alike. */
export function shortId(id: string): string {
  const bare = id.replace(/^sha256:/, "");
  const cut = bare.indexOf("_") + 1;
  if (bare.length - cut <= 10) {
    return bare;
  }
  return cut === 0 ? `${bare.slice(0, 8)}…` : `${bare.slice(0, cut + 4)}…${bare.slice(-4)}`;
}

/** A word of the API for people: promotion-requested becomes Promotion requested. */
export function words(term: string): string {
  const text = term.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
