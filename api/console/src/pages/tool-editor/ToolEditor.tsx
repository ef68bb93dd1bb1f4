import { useNavigate } from "@tanstack/react-router";
import { Save } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import { ChangedElsewhere } from "@/editing/ChangedElsewhere";
import { DefinitionContext } from "@/editing/context";
import { EditorPanes } from "@/editing/EditorPanes";
import { isAnswered, standing, type Finding } from "@/editing/findings";
import { FindingsPanel } from "@/editing/FindingsPanel";
import { jumpTo } from "@/editing/jump";
import { SaveDialog } from "@/editing/SaveDialog";
import { StartOver } from "@/editing/StartOver";
import { useChecks } from "@/editing/useChecks";
import type { Base, Editing } from "@/editing/useDefinition";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/form";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { useUrlState } from "@/ui/urlState";
import { ToolParts } from "./ToolParts";
import type { Kind } from "./tools";

interface ToolEditorProps {
  editing: Editing;
  kind: Kind;
  /** What stands against it beside what the API finds. */
  own: readonly Finding[];
  /** What there is of it by now, and whether somebody saved that while this was typed. */
  stored?: { now: Base; by: string; overtaken: boolean };
}

/** The definition of a tool, new or changed, as form and as YAML. */
export function ToolEditor({ editing, kind, own, stored }: ToolEditorProps) {
  const { base } = editing;
  const forbidden = useForbidden("builder");
  const checks = useChecks("/api/v1/tools/validate", editing.value, forbidden === undefined);
  const findings = standing(editing, own, checks.findings);
  // What nobody has come to yet is not wrong, only still to be done.
  const shown = base ? findings : findings.filter((finding) => isAnswered(editing.value, finding));
  // The version of which the changes are shown, before they are saved.
  const [reviewed, setReviewed] = useState<string>();
  const [, change] = useUrlState();
  const navigate = useNavigate();
  const save = useWrite("post", "/api/v1/tools", {
    done: ({ name, latest }) => (latest.number === 1 ? `Registered ${name}` : `Saved version ${latest.number} of ${name}`),
    toastProblem: false,
    onSuccess: (tool) => {
      editing.clear();
      void navigate({ to: "/tools/$tool", params: { tool: tool.name } });
    },
  });
  // What was saved here comes by the stream, too, and maybe sooner than the answer.
  const behind = stored?.overtaken && !save.isPending && !save.isSuccess ? stored : undefined;
  const why =
    forbidden ??
    (behind ? `Choose what becomes of version ${behind.now.number} first` : undefined) ??
    unsavable(editing, findings);
  const write = () =>
    save.mutate({ body: editing.value as never, ...(base ? { ifMatch: base.streamVersion } : {}) });
  const submit = () => {
    if (why === undefined) {
      if (base) {
        setReviewed(base.hash);
      } else {
        write();
      }
    }
  };
  return (
    <DefinitionContext value={{ editing, findings: shown }}>
      {behind && <ChangedElsewhere editing={editing} now={behind.now} by={behind.by} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form onSubmit={submit} className="min-w-0">
          <EditorPanes editing={editing} findings={findings}>
            <ToolParts kind={kind} fixed={base !== undefined} />
          </EditorPanes>
          {!base && save.error && <ProblemPanel problem={save.error} />}
          <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t border-line bg-canvas py-3">
            <Button type="submit" look="primary" icon={Save} busy={save.isPending} forbidden={why}>
              {base ? "Review and save" : "Register tool"}
            </Button>
            <StartOver editing={editing} {...(stored ? { now: stored.now } : {})} />
          </div>
        </Form>
        <aside aria-label="Checks" className="lg:sticky lg:top-16">
          <FindingsPanel
            checks={checks}
            findings={findings}
            value={editing.value}
            forbidden={forbidden}
            onJump={(pointer) => {
              change({ tab: undefined });
              jumpTo(pointer, () => change({ tab: "yaml" }));
            }}
          />
        </aside>
      </div>
      <SaveDialog
        editing={editing}
        open={base !== undefined && reviewed === base.hash && !behind}
        onClose={() => setReviewed(undefined)}
        onSave={write}
        busy={save.isPending}
        problem={save.error}
      >
        Agents call the new version from their next call on. Calls that are under way keep the one they have.
      </SaveDialog>
    </DefinitionContext>
  );
}

/** A tool that could not be called is refused, so every error stands against saving it. */
function unsavable(editing: Editing, findings: readonly Finding[]): string | undefined {
  const error = findings.find(({ severity }) => severity === "error");
  return error
    ? `${error.pointer || "The definition"}: ${error.message}`
    : editing.changed
      ? undefined
      : "Nothing is changed";
}
