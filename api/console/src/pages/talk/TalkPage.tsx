import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Columns2, MessageSquarePlus, X } from "lucide-react";
import { reading } from "@/api/queries";
import { useForbidden } from "@/session/useMe";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { PageHeader } from "@/ui/PageHeader";
import { ProblemPanel } from "@/ui/ProblemPanel";
import { Skeleton } from "@/ui/Skeleton";
import { StatusChip } from "@/ui/StatusChip";
import { useUrlState } from "@/ui/urlState";
import { Composer } from "./Composer";
import { Handover } from "./Handover";
import { SideHead } from "./SideHead";
import { TalkMenu } from "./TalkMenu";
import { Transcript } from "./Transcript";
import { useSide, type Side } from "./useSide";
import { otherVersion, usualVersion, versionsOf, type Agent } from "./versions";

export function TalkPage() {
  const { agent: slug } = useParams({ from: "/playground/$agent" });
  const { data: agent, error, refetch } = useQuery(reading("/api/v1/agents/{agent}", { path: { agent: slug } }));
  return agent ? (
    <Talk key={agent.agentId} agent={agent} />
  ) : (
    <>
      <PageHeader crumbs={<Link to="/playground">Playground</Link>} title={slug} />
      {error ? <ProblemPanel problem={error} retry={() => void refetch()} /> : <Skeleton lines={6} />}
    </>
  );
}

/** One conversation, or two beside each other to which the same is said. */
function Talk({ agent }: { agent: Agent }) {
  const [search, change] = useUrlState();
  const role = useForbidden("operator", "builder");
  const archived = agent.status === "archived" ? "The agent is archived; restore it first" : undefined;
  const known = (version: string | undefined) =>
    version !== undefined && versionsOf(agent).some(({ value }) => value === version) ? version : undefined;
  const version = known(search.version) ?? usualVersion(agent);
  const beside = known(search.beside);
  const allowed = role === undefined && archived === undefined;
  const first = useSide({
    agent: agent.slug,
    version,
    conversation: search.conversation,
    enabled: allowed,
    onConversation: (conversation) => change({ conversation }),
  });
  const second = useSide({
    agent: agent.slug,
    version: beside,
    conversation: beside === undefined ? undefined : search.other,
    enabled: allowed && beside !== undefined,
    onConversation: (other) => change({ other }),
  });
  const sides = beside === undefined ? [first] : [first, second];
  const busy = sides.some((side) => side.busy);
  const handedOver = sides.map(({ conversation }) => conversation).filter((each) => each?.status === "handed-over");
  return (
    <div className="flex min-h-[calc(100dvh-8rem)] flex-col">
      <PageHeader
        crumbs={<Link to="/playground">Playground</Link>}
        title={agent.name}
        marks={<StatusChip status={agent.status} />}
        actions={
          <>
            {beside === undefined && (
              <Button
                icon={Columns2}
                forbidden={agent.latest.number < 2 ? "There is only one version" : undefined}
                onClick={() => change({ beside: otherVersion(agent, version), conversation: undefined, other: undefined })}
              >
                Compare
              </Button>
            )}
            <Button
              icon={MessageSquarePlus}
              onClick={() => change({ conversation: undefined, other: undefined }, { push: true })}
            >
              New conversation
            </Button>
            {first.conversation && beside === undefined && <TalkMenu conversation={first.conversation} />}
          </>
        }
      />
      <div className={cx("grid flex-1 content-start items-start gap-6", beside !== undefined && "md:grid-cols-2 md:gap-8")}>
        <div className={cx("min-w-0", beside === undefined && "mx-auto w-full max-w-3xl")}>
          <SideHead
            agent={agent}
            side={first}
            label={beside === undefined ? "Version" : "Version on the left"}
            version={version}
            onVersion={(chosen) => change({ version: chosen, conversation: undefined })}
          />
          <Transcript side={first} label="Conversation" />
        </div>
        {beside !== undefined && (
          <div className="min-w-0 max-md:border-t max-md:border-line max-md:pt-4">
            <SideHead
              agent={agent}
              side={second}
              label="Version on the right"
              version={beside}
              onVersion={(chosen) => change({ beside: chosen, other: undefined })}
            >
              <IconButton
                icon={X}
                label="Close this side"
                onClick={() => change({ beside: undefined, other: undefined })}
              />
            </SideHead>
            <Transcript side={second} label="Conversation on the right" />
          </div>
        )}
      </div>
      <div className={cx("sticky bottom-0 space-y-2 bg-canvas pt-4 pb-4", beside === undefined && "mx-auto w-full max-w-3xl")}>
        {handedOver.map((conversation) => conversation && <Handover key={conversation.conversationId} conversation={conversation} />)}
        <Composer
          name={agent.slug}
          label={handedOver.length > 0 ? "Message, for the person who answers" : `Message to ${agent.name}`}
          action="Send"
          forbidden={role ?? archived ?? sides.map(unready).find((why) => why !== undefined)}
          onStop={busy && allowed ? () => sides.forEach((side) => side.busy && side.stop()) : undefined}
          onSay={(content) => sides.forEach((side) => side.say(content))}
        />
      </div>
    </div>
  );
}

function unready({ conversation, talk }: Side): string | undefined {
  if (conversation?.status === "closed") {
    return "This conversation is closed; begin a new one";
  }
  return talk.connection === "live" ? undefined : "Not connected yet";
}
