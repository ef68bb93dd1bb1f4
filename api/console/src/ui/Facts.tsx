import type { Problem } from "@/api/problem";
import type { Schema } from "@/api/types";
import { JsonView } from "./JsonView";
import { placed } from "./placed";
import { ProblemPanel } from "./ProblemPanel";

interface FactsProps {
  would: Schema["WouldRecord"] | undefined;
  problem: Problem | null;
}

/** The answer to a dry run: what a write would record, or why it would be refused. */
export function Facts({ would, problem }: FactsProps) {
  if (problem) {
    return <ProblemPanel problem={problem} />;
  }
  if (would === undefined) {
    return null;
  }
  return (
    <section aria-label="What it would record" className="space-y-2">
      <p className="text-muted">
        {would.facts.length === 0 ? "Nothing would change." : "This would be recorded. Nothing has been yet."}
      </p>
      {placed(would.facts, (fact) => (
        <div className="space-y-1">
          <p className="font-mono text-xs">{fact.contract}</p>
          <JsonView label={fact.contract} value={fact.payload} />
        </div>
      ))}
    </section>
  );
}
