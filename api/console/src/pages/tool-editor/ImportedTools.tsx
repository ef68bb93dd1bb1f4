import { Button } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import { CredentialSlots } from "./CredentialSlots";
import { ImportedTool } from "./ImportedTool";
import { changes, type Imported, type Report } from "./imports";

interface Choice {
  /** The operations that are not to become tools. */
  without: readonly string[];
  set: (without: string[]) => void;
}

interface ImportedToolsProps {
  report: Report;
  /** Before it has happened: which of it is to happen. */
  choice?: Choice;
}

/** What of a description became tools, or would; what not, and why; and what is still to be stored. */
export function ImportedTools({ report, choice }: ImportedToolsProps) {
  const free = report.tools.filter(changes).map(({ operation }) => operation);
  const isLeftOut = ({ operation }: Imported) => choice?.without.includes(operation) === true;
  const used = new Set(report.tools.filter((tool) => !isLeftOut(tool)).map(({ definition }) => definition.credential));
  const toggle = (operation: string) =>
    choice?.set(
      choice.without.includes(operation)
        ? choice.without.filter((each) => each !== operation)
        : [...choice.without, operation],
    );
  return (
    <div className="space-y-4">
      <Panel
        title={choice ? "What it becomes" : "What it became"}
        actions={
          choice &&
          free.length > 1 && (
            <>
              <Button look="quiet" onClick={() => choice.set([])}>
                All
              </Button>
              <Button look="quiet" onClick={() => choice.set(free)}>
                None
              </Button>
            </>
          )
        }
      >
        {report.tools.length === 0 ? (
          <p className="text-muted">No operation can become a tool.</p>
        ) : (
          <ul className="divide-y divide-line">
            {report.tools.map((tool) => (
              <ImportedTool
                key={tool.operation}
                tool={tool}
                ahead={choice !== undefined}
                {...(choice && changes(tool) ? { chosen: !isLeftOut(tool), onToggle: () => toggle(tool.operation) } : {})}
              />
            ))}
          </ul>
        )}
      </Panel>
      {report.skipped.length > 0 && (
        <Panel title={`Skipped: ${report.skipped.length}`}>
          <ul className="space-y-2">
            {report.skipped.map(({ operation, reason }) => (
              <li key={operation}>
                <code className="font-mono text-sm break-all">{operation}</code>
                <span className="block text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <CredentialSlots slots={report.credentials.filter(({ name }) => used.has(name))} />
    </div>
  );
}
