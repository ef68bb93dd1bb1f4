import { useNavigate } from "@tanstack/react-router";
import { Save } from "lucide-react";
import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Schema } from "@/api/types";
import { ChangedElsewhere } from "@/editing/ChangedElsewhere";
import { DefinitionContext } from "@/editing/context";
import { EditorPanes } from "@/editing/EditorPanes";
import { FindingsPanel } from "@/editing/FindingsPanel";
import { jumpTo } from "@/editing/jump";
import { SaveDialog } from "@/editing/SaveDialog";
import { StartOver } from "@/editing/StartOver";
import { useBase } from "@/editing/useBase";
import { useDefinition, type Base } from "@/editing/useDefinition";
import { Button } from "@/ui/Button";
import { Form } from "@/ui/form";
import { Panel } from "@/ui/Panel";
import { useUrlState } from "@/ui/urlState";
import { BehaviourParts, IdentityParts, LimitParts, SchemaParts } from "./AgentParts";
import { DryRunPanel } from "./DryRunPanel";
import { KINDS, ORDER } from "./kinds";
import { SmokeRunPanel, TestParts } from "./SmokeTests";
import { fixedFindings, unsavable, useAgentChecks } from "./useAgentChecks";

interface AgentEditorProps {
  agent: Schema["AgentView"];
  now: Base;
}

/** Changes the definition of an agent that there is. */
export function AgentEditor({ agent, now }: AgentEditorProps) {
  const editing = useDefinition(`agent.${agent.agentId}`, now.definition, ORDER, now);
  const overtaken = useBase(editing, now);
  const { checks, findings, forbidden } = useAgentChecks(editing, fixedFindings(editing));
  // The version of which the changes are shown, before they are saved.
  const [reviewed, setReviewed] = useState<string>();
  const [, change] = useUrlState();
  const navigate = useNavigate();
  const save = useWrite("post", "/api/v1/agents", {
    done: ({ latest }) => `Saved version ${latest.number}`,
    toastProblem: false,
    onSuccess: () => {
      editing.clear();
      void navigate({ to: "/agents/$agent", params: { agent: agent.slug } });
    },
  });
  const { base = now } = editing;
  // What was saved here comes by the stream, too, and maybe sooner than the answer.
  const behind = overtaken && !save.isPending && !save.isSuccess;
  const against =
    forbidden ??
    unsavable(findings) ??
    (behind ? `Choose what becomes of version ${now.number} first` : undefined) ??
    (editing.changed ? undefined : "Nothing is changed");
  const review = () => {
    if (against === undefined) {
      setReviewed(base.hash);
    }
  };
  return (
    <DefinitionContext value={{ editing, findings }}>
      {behind && <ChangedElsewhere editing={editing} now={now} by={agent.updatedBy} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Form onSubmit={review} className="min-w-0">
          <EditorPanes editing={editing} findings={findings}>
            <Panel title="Identity">
              <div className="space-y-4">
                <IdentityParts fixed />
              </div>
            </Panel>
            <Panel title={KINDS[agent.kind].behaviour}>
              <div className="space-y-4">
                <BehaviourParts kind={agent.kind} />
              </div>
            </Panel>
            <Panel title="Input and output">
              <div className="space-y-4">
                <SchemaParts />
              </div>
            </Panel>
            <Panel title="Limits">
              <LimitParts kind={agent.kind} />
            </Panel>
            <Panel title="Smoke tests">
              <TestParts />
            </Panel>
          </EditorPanes>
          <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t border-line bg-canvas py-3">
            <Button type="submit" look="primary" icon={Save} forbidden={against}>
              Review and save
            </Button>
            <StartOver editing={editing} now={now} />
            {editing.changed && <span className="text-xs text-muted">Changed, and kept in this tab until it is saved.</span>}
          </div>
        </Form>
        <aside aria-label="Checks" className="space-y-4 lg:sticky lg:top-16">
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
          <DryRunPanel checks={checks} kind={agent.kind} />
          <SmokeRunPanel definition={editing.value} forbidden={forbidden} />
        </aside>
      </div>
      <SaveDialog
        editing={editing}
        open={reviewed === base.hash && !behind}
        onClose={() => setReviewed(undefined)}
        onSave={() => save.mutate({ body: editing.value as never, ifMatch: base.streamVersion })}
        busy={save.isPending}
        problem={save.error}
      >
        {agent.active
          ? `Version ${agent.active.number} stays in service until the new one is promoted.`
          : "The agent stays a draft until a version is promoted."}
      </SaveDialog>
    </DefinitionContext>
  );
}
