import { CircleAlert } from "lucide-react";
import { Problem } from "@/api/problem";
import { Button } from "./Button";
import { IdChip } from "./IdChip";

interface ProblemPanelProps {
  problem: Problem;
  retry?: () => void;
}

/** What went wrong, what to do, and the id under which the server knows of it. */
export function ProblemPanel({ problem, retry }: ProblemPanelProps) {
  return (
    <div role="alert" className="rounded-lg border border-bad/40 bg-bad-soft p-4">
      <div className="flex flex-wrap gap-3">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <div className="min-w-0 flex-1 basis-48 space-y-1">
          <p className="font-medium text-ink">{problem.title}</p>
          {problem.detail && problem.detail !== problem.title && (
            <p className="break-words text-ink">{problem.detail}</p>
          )}
          {problem.findings.length > 0 && <Findings problem={problem} />}
          {problem.traceId && (
            <p className="flex flex-wrap items-center gap-x-1 text-xs text-ink">
              Trace id <IdChip id={problem.traceId} full />
            </p>
          )}
        </div>
        {retry && <Button onClick={retry}>Try again</Button>}
      </div>
    </div>
  );
}

function Findings({ problem }: { problem: Problem }) {
  return (
    <ul className="list-disc space-y-1 pl-4 text-ink">
      {problem.findings.map((finding) => (
        <li key={`${finding.pointer} ${finding.rule} ${finding.message}`}>
          {finding.pointer && <code className="mr-1 font-mono text-xs">{finding.pointer}</code>}
          {finding.message}
          {finding.action && <span className="text-muted"> · {finding.action}</span>}
        </li>
      ))}
    </ul>
  );
}
