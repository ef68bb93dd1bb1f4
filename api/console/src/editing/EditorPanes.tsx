import type { ReactNode } from "react";
import { DiffView } from "@/ui/code";
import { LinkTabs, useTab } from "@/ui/LinkTabs";
import { useUrlState } from "@/ui/urlState";
import type { Finding } from "./findings";
import { FormPane } from "./FormPane";
import type { Editing } from "./useDefinition";
import { writeYaml } from "./yaml";
import { YamlPane } from "./YamlPane";

const TABS = [
  { id: "form", label: "Form" },
  { id: "yaml", label: "YAML" },
  { id: "difference", label: "Difference" },
] as const;

const NEW_TABS = TABS.slice(0, 2);

interface EditorPanesProps {
  editing: Editing;
  findings: readonly Finding[];
  /** The form. */
  children: ReactNode;
}

/** One definition as a form, as YAML, and as what differs from what it began with. */
export function EditorPanes({ editing, findings, children }: EditorPanesProps) {
  const tabs = editing.base ? TABS : NEW_TABS;
  const tab = useTab(tabs);
  const [, change] = useUrlState();
  return (
    <>
      <LinkTabs tabs={tabs} label="Ways to edit" />
      {tab === "yaml" ? (
        <YamlPane editing={editing} findings={findings} />
      ) : tab === "difference" ? (
        <Difference editing={editing} />
      ) : (
        <FormPane editing={editing} onShow={() => change({ tab: "yaml" })}>
          {children}
        </FormPane>
      )}
    </>
  );
}

function Difference({ editing }: { editing: Editing }) {
  return editing.base && editing.changed ? (
    <DiffView
      before={writeYaml(editing.base.definition)}
      after={editing.text}
      beforeLabel={`Version ${editing.base.number}`}
      afterLabel="Yours"
      language="yaml"
    />
  ) : (
    <p className="text-muted">Nothing differs from version {editing.base?.number}.</p>
  );
}
