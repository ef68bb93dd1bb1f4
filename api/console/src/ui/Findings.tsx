import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Schema } from "@/api/types";

/** What a check found, each with what to do about it. */
export function Findings({ findings }: { findings: readonly Schema["Finding"][] }) {
  return (
    <ul className="space-y-2">
      {findings.map(({ pointer, rule, severity, message, action }) => {
        const [Icon, look] = severity === "error" ? ([CircleAlert, "text-bad"] as const) : ([TriangleAlert, "text-warn"] as const);
        return (
          <li key={`${pointer} ${rule} ${message}`} className="flex gap-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
            <span className="min-w-0 break-words">
              <span className="sr-only">{severity}: </span>
              {pointer && <code className="mr-1.5 font-mono text-xs text-muted">{pointer}</code>}
              {message} <span className="text-muted">{action}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
