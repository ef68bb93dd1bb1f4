import { ChevronRight } from "lucide-react";
import type { Schema } from "@/api/types";
import { JsonView } from "./JsonView";

/** Events that a write would record: their names, and what each says when it is opened. */
export function Facts({ facts }: { facts: readonly Schema["Fact"][] }) {
  return (
    <ul aria-label="What would be recorded" className="space-y-1">
      {facts.map((fact, index) => (
        <li key={index}>
          <details className="group">
            <summary className="flex list-none items-center gap-1.5 rounded hover:bg-hover">
              <ChevronRight aria-hidden className="size-3.5 text-faint transition-transform group-open:rotate-90" />
              <code className="font-mono text-xs text-ink">{fact.contract}</code>
              <span className="text-xs text-faint">revision {fact.revision}</span>
            </summary>
            <div className="mt-1">
              <JsonView label={fact.contract} value={fact.payload} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
