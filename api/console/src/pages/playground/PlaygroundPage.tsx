import { useUrlState } from "@/ui/urlState";
import { LinkTabs, useTab, type Tab } from "@/ui/LinkTabs";
import { PageHeader } from "@/ui/PageHeader";
import { AgentsToTalkTo } from "./AgentsToTalkTo";
import { Conversations } from "./Conversations";

const TABS: readonly Tab<"agents" | "conversations">[] = [
  { id: "agents", label: "Agents" },
  { id: "conversations", label: "Earlier conversations" },
];

export function PlaygroundPage() {
  const tab = useTab(TABS);
  const [search] = useUrlState();
  return (
    <>
      <PageHeader title="Playground" description="Talk to an agent, in any version, and see what it does." />
      <LinkTabs tabs={TABS} label="Playground" />
      {tab === "agents" ? <AgentsToTalkTo text={search.text} /> : <Conversations />}
    </>
  );
}
