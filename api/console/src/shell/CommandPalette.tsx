import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, type LinkProps } from "@tanstack/react-router";
import { Activity, Bot, CornerDownLeft, Plus, Search, type LucideIcon } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useDeferredValue, useId, useState, type KeyboardEvent } from "react";
import { reading } from "@/api/queries";
import { cx } from "@/ui/cx";
import { StatusChip } from "@/ui/StatusChip";
import { PLACES } from "./navigation";

interface Entry {
  id: string;
  label: string;
  detail?: string;
  status?: string;
  icon: LucideIcon;
  link: LinkProps;
}

const FOUND = 8;

const DEEDS: readonly Entry[] = [
  { id: "new-agent", label: "New agent", icon: Plus, link: { to: "/agents/new" } },
  { id: "new-tool", label: "New tool", icon: Plus, link: { to: "/tools/new" } },
];

/** Goes anywhere: pages by name, agents by name or id, runs by id. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [marked, setMarked] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const entries = useEntries(text.trim());
  const at = Math.min(marked, entries.length - 1);

  const go = (entry: Entry | undefined) => {
    if (entry) {
      onClose();
      void navigate(entry.link as never);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setMarked((at + step + entries.length) % entries.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(entries[at]);
    }
  };

  return (
    <Radix.Root open onOpenChange={(now) => now || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[10vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-appear overflow-hidden rounded-xl bg-raised shadow-pop"
        >
          <Radix.Title className="sr-only">Go to</Radix.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden className="size-4 text-faint" />
            <input
              role="combobox"
              aria-label="Page, agent, or id of an agent or a run"
              aria-expanded
              aria-controls={`${id}list`}
              aria-activedescendant={entries[at] && `${id}${entries[at].id}`}
              placeholder="Page, agent, or id of an agent or a run"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setMarked(0);
              }}
              onKeyDown={onKeyDown}
              className="h-12 flex-1 bg-transparent outline-none placeholder:text-faint"
            />
          </div>
          <div id={`${id}list`} role="listbox" aria-label="Results" className="max-h-[50vh] overflow-y-auto p-1.5">
            {entries.map((entry, index) => (
              // The field keeps the focus and answers the keys; an option is only for the pointer.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={entry.id}
                id={`${id}${entry.id}`}
                role="option"
                aria-selected={index === at}
                ref={(option) => {
                  if (index === at) {
                    option?.scrollIntoView({ block: "nearest" });
                  }
                }}
                onClick={() => go(entry)}
                onPointerMove={() => setMarked(index)}
                className={cx(
                  "flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5",
                  index === at && "bg-hover",
                )}
              >
                <entry.icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
                <span className="truncate">{entry.label}</span>
                {entry.detail && <span className="truncate font-mono text-xs text-faint">{entry.detail}</span>}
                <span className="ml-auto flex items-center gap-2">
                  {entry.status && <StatusChip status={entry.status} />}
                  <CornerDownLeft aria-hidden className={cx("size-3.5 text-faint", index !== at && "invisible")} />
                </span>
              </div>
            ))}
          </div>
          {entries.length === 0 && (
            <p role="status" className="px-4 pt-4 pb-6 text-center text-muted">
              Nothing found for “{text}”
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useEntries(text: string): Entry[] {
  const asked = useDeferredValue(text);
  const agents = useQuery({
    ...reading("/api/v1/agents", { query: { text: asked, limit: FOUND } }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const places: Entry[] = PLACES.map(({ to, label, icon }) => ({ id: to, label, icon, link: { to } }));
  const named = [...places, ...DEEDS].filter((entry) => entry.label.toLowerCase().includes(text.toLowerCase()));
  if (text === "") {
    return named;
  }
  const found: Entry[] = (agents.data?.items ?? []).map((agent) => ({
    id: agent.agentId,
    label: agent.name,
    detail: agent.slug,
    status: agent.status,
    icon: Bot,
    link: { to: "/agents/$agent", params: { agent: agent.slug } },
  }));
  return [...withId(text), ...named, ...found];
}

/** What an id leads to; whether there is such a thing, its page tells. */
function withId(id: string): Entry[] {
  switch (/^(run|agt)_\w+$/.exec(id)?.[1]) {
    case "run":
      return [{ id, label: "Open the run", detail: id, icon: Activity, link: { to: "/runs/$run", params: { run: id } } }];
    case "agt":
      return [{ id, label: "Open the agent", detail: id, icon: Bot, link: { to: "/agents/$agent", params: { agent: id } } }];
    default:
      return [];
  }
}
