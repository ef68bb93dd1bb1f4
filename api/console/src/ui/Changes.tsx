import type { Schema } from "@/api/types";
import { DiffView } from "./code";
import type { Language } from "./code/setup";
import { StatusChip, type Tone } from "./StatusChip";

type Change = Schema["Change"];

const TONES: Record<Change["kind"], Tone> = { added: "good", removed: "bad", changed: "info" };

/** From here on a text is compared line by line. */
const LONG = 80;

interface ChangesProps {
  changes: readonly Change[];
  beforeLabel: string;
  afterLabel: string;
}

/** What differs between two documents, member by member; long texts line by line. */
export function Changes({ changes, beforeLabel, afterLabel }: ChangesProps) {
  return changes.length === 0 ? (
    <p className="text-muted">Nothing differs.</p>
  ) : (
    <ul className="divide-y divide-line">
      {changes.map((change) => (
        <li key={change.pointer} className="space-y-2 py-3 first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-2">
            <code className="font-mono text-xs break-all">{change.pointer}</code>
            <StatusChip status={change.kind} tone={TONES[change.kind]} />
          </p>
          {isLong(change) ? (
            <DiffView
              before={textOf(change.before)}
              after={textOf(change.after)}
              beforeLabel={beforeLabel}
              afterLabel={afterLabel}
              language={languageOf(change)}
            />
          ) : (
            <p className="font-mono text-xs break-words">
              {change.kind !== "added" && (
                <del className="rounded bg-bad-soft px-1 py-0.5 text-bad">{textOf(change.before)}</del>
              )}
              {change.kind === "changed" && <span className="mx-1.5 text-faint">→</span>}
              {change.kind !== "removed" && (
                <ins className="rounded bg-good-soft px-1 py-0.5 text-good no-underline">{textOf(change.after)}</ins>
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function isLong({ before, after }: Change): boolean {
  return [before, after].map(textOf).some((text) => text.length > LONG || text.includes("\n"));
}

function textOf(value: unknown): string {
  return value === undefined || value === null
    ? ""
    : typeof value === "string"
      ? value
      : jsonOf(value);
}

/** On one line where it is short, as a list of words often is. */
function jsonOf(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONG ? JSON.stringify(value, null, 2) : text;
}

function languageOf({ pointer, before, after }: Change): Language {
  if (pointer.endsWith("/code")) {
    return "javascript";
  }
  return typeof (after ?? before) === "string" ? "text" : "json";
}
