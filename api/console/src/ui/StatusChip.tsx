import { words } from "@/format/format";
import { cx } from "./cx";

const TONES = {
  calm: "bg-calm-soft text-calm",
  info: "bg-info-soft text-info",
  busy: "bg-busy-soft text-busy",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

export type Tone = keyof typeof TONES;

/** What each status of the API says at a glance; one word means the same everywhere. */
const TONE_OF: Record<string, Tone> = {
  draft: "calm",
  "promotion-requested": "warn",
  approved: "info",
  active: "good",
  archived: "calm",
  retired: "calm",
  running: "busy",
  suspended: "warn",
  completed: "good",
  failed: "bad",
  cancelled: "calm",
  pending: "warn",
  rejected: "bad",
  expired: "calm",
  withdrawn: "calm",
  waiting: "warn",
  unknown: "bad",
  succeeded: "good",
  refused: "bad",
  abandoned: "calm",
  open: "info",
  closed: "calm",
  "handed-over": "warn",
  stored: "good",
  revoked: "calm",
  paused: "warn",
  comparing: "busy",
  "awaiting-confirmation": "warn",
  switched: "good",
  passed: "good",
};

/** The status of anything. A `tone` is given only for a word that is no status of the API. */
export function StatusChip({ status, tone, label }: { status: string; tone?: Tone; label?: string }) {
  const look = tone ?? TONE_OF[status] ?? "calm";
  return (
    <span
      className={cx(
        "inline-flex h-5.5 align-middle items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap",
        TONES[look],
      )}
    >
      <span aria-hidden className={cx("size-1.5 rounded-full bg-current", look === "busy" && "animate-pulse")} />
      {label ?? words(status)}
    </span>
  );
}
