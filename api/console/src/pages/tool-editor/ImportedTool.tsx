import { Link } from "@tanstack/react-router";
import { Findings } from "@/ui/Findings";
import { JsonView } from "@/ui/JsonView";
import { StatusChip } from "@/ui/StatusChip";
import { EffectChip } from "../tools/EffectChip";
import { OUTCOMES, type Imported } from "./imports";

interface ImportedToolProps {
  tool: Imported;
  /** Whether it has not happened yet. */
  ahead: boolean;
  chosen?: boolean;
  /** Chooses it, or no longer; without it there is nothing to choose. */
  onToggle?: () => void;
}

/** One operation, and the tool that it became or would become. */
export function ImportedTool({ tool, ahead, chosen, onToggle }: ImportedToolProps) {
  const { definition, operation, outcome, reason, findings } = tool;
  const { tone, ahead: label } = OUTCOMES[outcome];
  const isThere = !ahead && outcome !== "invalid" && outcome !== "refused";
  return (
    <li className="flex gap-3 py-3 first:pt-0 last:pb-0">
      {onToggle && (
        <input
          type="checkbox"
          aria-label={`Import ${operation}`}
          checked={chosen}
          onChange={onToggle}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
      )}
      <div className="min-w-0 flex-1 space-y-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {isThere ? (
            <Link to="/tools/$tool" params={{ tool: definition.name }} className="font-mono text-sm font-medium text-accent hover:underline">
              {definition.name}
            </Link>
          ) : (
            <span className="font-mono text-sm font-medium break-all">{definition.name}</span>
          )}
          <StatusChip status={outcome} tone={tone} {...(ahead ? { label } : {})} />
          <EffectChip effect={definition.effect} />
          {definition.approval?.need === "always" && <span className="text-xs text-muted">needs approval</span>}
          {definition.credential && <span className="text-xs text-muted">uses {definition.credential}</span>}
          <code className="font-mono text-xs break-all text-muted md:ml-auto">{operation}</code>
        </div>
        {definition.description !== operation && <p className="text-muted">{definition.description}</p>}
        {reason && <p className="text-bad">{reason}</p>}
        {findings.length > 0 && <Findings findings={findings} />}
        <details>
          <summary className="w-fit cursor-pointer text-xs text-muted hover:text-ink">Definition</summary>
          <div className="pt-2">
            <JsonView label={`Definition of ${definition.name}`} value={definition} />
          </div>
        </details>
      </div>
    </li>
  );
}
