import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";
import { JsonView } from "@/ui/JsonView";
import { Markdown } from "@/ui/Markdown";
import { modelKey } from "../step";
import type { Saying } from "./said";

const TONES = {
  person: "border-l-accent",
  busy: "border-l-busy",
  tool: "border-l-info",
  bad: "border-l-bad",
} as const;

/** One thing that was said, and who said it. */
export function SayingCard({ saying }: { saying: Saying }) {
  switch (saying.kind) {
    case "input":
      return (
        <Speaker who="Input" tone="person">
          <Value label="Input" value={saying.value} />
        </Speaker>
      );
    case "note":
      return (
        <Speaker who="Told in addition" tone="person">
          <p className="break-words whitespace-pre-wrap">{saying.text}</p>
        </Speaker>
      );
    case "model":
      return (
        <Speaker who="Model" about={saying.model} step={modelKey(saying.step)} stepName={`Step ${saying.step}`} tone="busy">
          {saying.text.trim() !== "" && <Markdown text={saying.text} />}
          {saying.calls.map((call) => (
            <div key={call.callId} className="space-y-1">
              <p className="text-sm text-muted">
                wants <code className="font-mono text-xs text-ink">{call.tool}</code> with
              </p>
              <JsonView label={`Arguments of ${call.callId}`} value={call.arguments ?? null} />
            </div>
          ))}
        </Speaker>
      );
    case "result":
      return (
        <Speaker
          who={saying.ok ? "Result" : "No result"}
          about={saying.tool}
          step={saying.callId}
          stepName={saying.callId}
          tone={saying.ok ? "tool" : "bad"}
        >
          <Value label={`Result of ${saying.callId}`} value={saying.value} />
        </Speaker>
      );
    case "person":
      return (
        <Speaker who={saying.by} about="answers" step={saying.callId} stepName={saying.callId} tone="person">
          <p className="break-words text-muted">{saying.question}</p>
          <p className="break-words whitespace-pre-wrap">{saying.answer}</p>
        </Speaker>
      );
  }
}

interface SpeakerProps {
  who: string;
  about?: string;
  /** Where it is found in the timeline. */
  step?: string;
  stepName?: string;
  tone: keyof typeof TONES;
  children: ReactNode;
}

export function Speaker({ who, about, step, stepName, tone, children }: SpeakerProps) {
  return (
    <article aria-label={about ? `${who}, ${about}` : who} className="pb-3">
      <div className={cx("space-y-2 rounded-md border border-l-4 border-line bg-surface px-4 py-3", TONES[tone])}>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <strong className="font-medium">{who}</strong>
          {about && <span className="text-sm text-muted">{about}</span>}
          {step && (
            <Link to="." search={{ step }} className="ml-auto text-xs text-accent hover:underline">
              {stepName}
            </Link>
          )}
        </p>
        {children}
      </div>
    </article>
  );
}

function Value({ label, value }: { label: string; value: unknown }) {
  return typeof value === "string" ? <Markdown text={value} /> : <JsonView label={label} value={value ?? null} />;
}
