import { Link } from "@tanstack/react-router";
import { duration, money } from "@/format/format";
import { IdChip } from "@/ui/IdChip";
import { Panel } from "@/ui/Panel";
import { KeyValues, When } from "@/ui/values";
import type { Agent } from "../lifecycle/actions";

/** What it is, at a glance; the whole definition is a tab of its own. */
export function About({ agent }: { agent: Agent }) {
  const { definition = undefined } = agent;
  return (
    <Panel title="About">
      <KeyValues
        items={[
          ["Slug", <IdChip key="slug" id={agent.slug} full />],
          ["Kind", <Link key="kind" to="/agents" search={{ kind: agent.kind }} className="text-accent hover:underline">{agent.kind}</Link>],
          ["Model", definition?.model?.name],
          ["Calls", definition?.http && `${definition.http.method} ${definition.http.url}`],
          ["Tools", definition?.tools?.length ? <Names key="tools" names={definition.tools} to="tool" /> : undefined],
          ["Members", definition?.members?.length ? <Names key="members" names={definition.members} to="agent" /> : undefined],
          ["Takes", definition?.inputModes?.join(", ")],
          ["Answers", definition?.outputModes?.join(", ")],
          ["Time limit", definition?.limits?.timeoutMillis && duration(definition.limits.timeoutMillis)],
          ["Step limit", definition?.limits?.steps],
          ["Cost limit", definition?.limits?.costUsd && `${money(definition.limits.costUsd)} per run`],
          ["Tags", agent.tags.length > 0 ? <Tags key="tags" tags={agent.tags} /> : undefined],
          ["Newest", `v${agent.latest.number}`],
          ["Its hash", <IdChip key="hash" id={agent.latest.hash} />],
          ["Created", <span key="created"><When at={agent.createdAt} /> by {agent.createdBy}</span>],
          ["Changed", <span key="changed"><When at={agent.updatedAt} /> by {agent.updatedBy}</span>],
        ]}
      />
    </Panel>
  );
}

/** Tools or agents by name, each a link. */
export function Names({ names, to }: { names: readonly string[]; to: "tool" | "agent" }) {
  return (
    <span className="flex flex-wrap gap-x-2 gap-y-1">
      {names.map((name) => {
        const bare = name.split("@")[0]!;
        const link = "font-mono text-xs text-accent hover:underline break-all";
        return to === "tool" ? (
          <Link key={name} to="/tools/$tool" params={{ tool: bare }} className={link}>
            {name}
          </Link>
        ) : (
          <Link key={name} to="/agents/$agent" params={{ agent: bare }} className={link}>
            {name}
          </Link>
        );
      })}
    </span>
  );
}

export function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {tags.map((tag) => (
        <Link
          key={tag}
          to="/agents"
          search={{ tag }}
          className="rounded-full border border-line px-2 text-xs text-muted hover:border-line-strong hover:text-ink"
        >
          {tag}
        </Link>
      ))}
    </span>
  );
}
