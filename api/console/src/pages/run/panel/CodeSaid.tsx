import { JsonView } from "@/ui/JsonView";
import { last } from "../facts";
import { Logs } from "../Logs";
import type { Step } from "../step";
import { Part } from "./Part";

/** What code returned or threw, and what it logged. */
export function CodeSaid({ step }: { step: Step }) {
  const returned = last(step.events, "run.code-returned");
  const failed = last(step.events, "run.code-failed");
  const logs = (returned ?? failed)?.logs ?? [];
  return (
    <>
      {returned && (
        <Part title="Returned">
          <JsonView label="What the code returned" value={returned.output ?? null} />
        </Part>
      )}
      {failed?.error.stack && (
        <Part title="Stack">
          <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">{failed.error.stack}</pre>
        </Part>
      )}
      {logs.length > 0 && (
        <Part title="Log">
          <Logs lines={logs} />
        </Part>
      )}
    </>
  );
}
