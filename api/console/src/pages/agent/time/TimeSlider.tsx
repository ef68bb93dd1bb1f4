import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ScrollText } from "lucide-react";
import { useId } from "react";
import { shortTime } from "@/format/format";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { useShortcut } from "@/ui/shortcuts";
import { When } from "@/ui/values";
import { placeOf, type Moment } from "./history";
import { MomentField } from "./MomentField";

const DOTS = {
  calm: "bg-calm",
  info: "bg-info",
  busy: "bg-busy",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
} as const;

interface TimeSliderProps {
  slug: string;
  moments: readonly Moment[];
  /** A position or an instant; now without it. */
  asOf: string | undefined;
  onChange: (asOf: string | undefined) => void;
}

/** Goes through the agent's past: one step for each of its events, and one for now. */
export function TimeSlider({ slug, moments, asOf, onChange }: TimeSliderProps) {
  const id = useId();
  const now = moments.length;
  const place = asOf === undefined ? now : placeOf(moments, asOf);
  const shown = moments[Math.min(Math.max(place, 0), now - 1)];
  const go = (to: number) => {
    const moment = moments[Math.max(0, to)];
    onChange(moment === undefined ? undefined : String(moment.position));
  };
  useShortcut("[", "Earlier event of the agent", () => go(place - 1));
  useShortcut("]", "Later event of the agent", () => go(place + 1));
  return (
    <section aria-label="Time slider" className="mb-4 rounded-lg border border-line bg-surface px-3 py-2">
      <div className="flex items-center gap-1">
        <IconButton icon={ChevronLeft} label="Earlier event" keys="[" onClick={() => go(place - 1)} />
        <div className="relative min-w-0 flex-1 pt-1">
          <label htmlFor={id} className="sr-only">
            Point in time
          </label>
          <input
            id={id}
            type="range"
            min={0}
            max={now}
            step={1}
            value={Math.max(place, 0)}
            aria-valuetext={place === now ? "Now" : shown && `${shortTime(shown.at)}, ${shown.by} ${shown.text}`}
            onChange={(event) => go(Number(event.target.value))}
            className="block w-full cursor-pointer accent-accent outline-offset-0"
          />
          <Marks moments={moments} place={place} />
        </div>
        <IconButton icon={ChevronRight} label="Later event" keys="]" onClick={() => go(place + 1)} />
        <Button look={place === now ? "secondary" : "primary"} aria-pressed={place === now} onClick={() => onChange(undefined)}>
          Now
        </Button>
      </div>
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-1">
        {shown && <Told moment={shown} slug={slug} last={place === now} />}
        <MomentField asOf={asOf} onChange={onChange} />
      </div>
    </section>
  );
}

/** A dot for each event, below where the thumb of the slider stands for it. */
function Marks({ moments, place }: { moments: readonly Moment[]; place: number }) {
  return (
    <div aria-hidden className="relative mx-2 mt-1 h-2.5">
      {moments.map(({ position, tone }, index) => (
        <span
          key={position}
          style={{ left: `${(index / moments.length) * 100}%` }}
          className={cx(
            "absolute top-0.5 -translate-x-1/2 rounded-full",
            DOTS[tone],
            index === place ? "size-2" : "size-1.5",
            index > place && "opacity-35",
          )}
        />
      ))}
      <span className="absolute top-0 right-0 h-2.5 w-px translate-x-1/2 bg-line-strong" />
    </div>
  );
}

function Told({ moment, slug, last }: { moment: Moment; slug: string; last: boolean }) {
  return (
    <p className="min-w-0 text-sm text-muted">
      {last && "Last: "}
      <When at={moment.at} /> <strong className="font-medium text-ink">{moment.by}</strong> {moment.text}
      {moment.note && <span> — {moment.note}</span>} <InAudit slug={slug} moment={moment} />
    </p>
  );
}

/** Leads to the event in the log of the whole project. */
export function InAudit({ slug, moment }: { slug: string; moment: Moment }) {
  const position = String(moment.position);
  return (
    <Link
      to="/audit"
      search={{ agent: slug, fromPosition: position, toPosition: position }}
      className="inline-flex items-center gap-1 align-middle text-accent hover:underline"
    >
      <ScrollText aria-hidden className="size-3.5" />
      Audit<span className="sr-only"> of event {position}</span>
    </Link>
  );
}
