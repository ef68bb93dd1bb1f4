import { CircleX, TriangleAlert } from "lucide-react";
import type { Schema } from "@/api/types";

/** What was found in a definition or an answer: where, what, and what to do. */
export function FindingList({ findings }: { findings: readonly Schema["Finding"][] }) {
  return findings.length === 0 ? null : (
    <ul className="mt-1.5 space-y-1.5">
      {findings.map(({ severity, pointer, rule, message, action }) => (
        <li key={`${pointer} ${rule} ${message}`} className="flex gap-2 rounded-md bg-sunken px-2.5 py-1.5 text-sm">
          {severity === "error" ? (
            <CircleX role="img" aria-label="Error" className="mt-0.5 size-3.5 shrink-0 text-bad" />
          ) : (
            <TriangleAlert role="img" aria-label="Warning" className="mt-0.5 size-3.5 shrink-0 text-warn" />
          )}
          <div className="min-w-0 break-words">
            {pointer && <code className="mr-1.5 font-mono text-xs text-muted">{pointer}</code>}
            {message} <span className="text-muted">{action}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
