import { usd } from "@/format/usd";
import { Button } from "@/ui/Button";
import { IdChip } from "@/ui/IdChip";
import { LiveMark } from "@/ui/LiveMark";
import { Money, Tokens } from "@/ui/values";
import type { Agent } from "./versions";
import type { Side } from "./useSide";
import { VersionSelect } from "./VersionSelect";

interface SideHeadProps {
  agent: Agent;
  side: Side;
  label: string;
  version: string | undefined;
  onVersion: (version: string) => void;
  children?: React.ReactNode;
}

/** Which version answers on this side, and what it took so far. */
export function SideHead({ agent, side, label, version, onVersion, children }: SideHeadProps) {
  const { conversation, spent, talk } = side;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-3 text-sm">
      <VersionSelect agent={agent} label={label} value={version} onChange={onVersion} />
      {conversation && <IdChip id={conversation.conversationId} />}
      <span className="text-xs text-muted">
        <Tokens count={spent.tokens} /> tokens · <Money usd={usd(BigInt(spent.costMicros))} />
      </span>
      <LiveMark connection={talk.connection} />
      {talk.connection === "failed" && (
        <Button onClick={talk.retry}>Connect again</Button>
      )}
      {children && <span className="ml-auto">{children}</span>}
    </div>
  );
}
