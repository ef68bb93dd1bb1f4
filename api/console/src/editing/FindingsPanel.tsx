import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, TriangleAlert } from "lucide-react";
import { Panel } from "@/ui/Panel";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { isAnswered, type Finding } from "./findings";
import type { Document } from "./pointers";
import type { Checks } from "./useChecks";

interface FindingsPanelProps {
  checks: Checks;
  findings: readonly Finding[];
  value: Document;
  onJump: (pointer: string) => void;
  forbidden?: string | undefined;
}

/** What stands against a definition at this moment; each finding leads to its field. */
export function FindingsPanel({ checks, findings, value, onJump, forbidden }: FindingsPanelProps) {
  return (
    <Panel title="Validation" actions={<Summary checks={checks} findings={findings} />}>
      {forbidden ? (
        <p className="text-muted">Nothing is checked while you type. {forbidden}.</p>
      ) : checks.problem ? (
        <ProblemPanel problem={checks.problem} />
      ) : findings.length === 0 ? (
        <p className="text-muted">{checks.checking ? "Looking at what you typed." : "Nothing stands against it."}</p>
      ) : (
        <ul aria-label="Findings" className="-mx-2 max-h-[26rem] space-y-0.5 overflow-y-auto scroll-thin">
          {findings.map((finding) => (
            <li key={`${finding.pointer} ${finding.rule} ${finding.message}`}>
              <button
                type="button"
                onClick={() => onJump(finding.pointer)}
                className="flex w-full gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
              >
                <Mark finding={finding} value={value} />
                <span className="min-w-0">
                  <code className="block truncate font-mono text-xs text-muted">{finding.pointer || "/"}</code>
                  <span className="block break-words">{finding.message}</span>
                  {finding.action && <span className="block text-xs break-words text-muted">{finding.action}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Mark({ finding, value }: { finding: Finding; value: Document }) {
  if (finding.severity === "warning") {
    return <TriangleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 text-warn" />;
  }
  return isAnswered(value, finding) ? (
    <CircleAlert aria-label="Error" className="mt-0.5 size-4 shrink-0 text-bad" />
  ) : (
    <CircleDashed aria-label="To do" className="mt-0.5 size-4 shrink-0 text-muted" />
  );
}

function Summary({ checks, findings }: { checks: Checks; findings: readonly Finding[] }) {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-xs text-muted">
      {checks.checking ? (
        <>
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> Checking
        </>
      ) : errors > 0 ? (
        <>{errors === 1 ? "1 error" : `${errors} errors`}</>
      ) : checks.valid ? (
        <>
          <CircleCheck aria-hidden className="size-3.5 text-good" /> Valid
        </>
      ) : null}
    </span>
  );
}
