import { Hand } from "lucide-react";
import { useWrite } from "@/api/queries";
import { useForbidden } from "@/session/useMe";
import { Button } from "@/ui/Button";
import { Composer } from "./Composer";
import type { Conversation } from "./useConversation";

/** A person has the conversation: why, and where that person answers. */
export function Handover({ conversation }: { conversation: Conversation }) {
  const { conversationId, handoverReason } = conversation;
  const path = { conversation: conversationId };
  const forbidden = useForbidden("operator", "builder");
  const reply = useWrite("post", "/api/v1/conversations/{conversation}/reply");
  const giveBack = useWrite("post", "/api/v1/conversations/{conversation}/return", {
    done: "The agent answers again",
  });
  return (
    <div role="group" aria-label="Handed over" className="space-y-3 rounded-lg border border-warn/40 bg-warn-soft p-3 text-ink">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Hand aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <div className="min-w-0 grow basis-48">
          <p className="font-medium">A person answers in this conversation</p>
          {handoverReason && <p className="break-words">{handoverReason}</p>}
        </div>
        <Button forbidden={forbidden} busy={giveBack.isPending} onClick={() => giveBack.mutate({ path, body: {} })}>
          Give it back to the agent
        </Button>
      </div>
      <Composer
        name={`reply.${conversationId}`}
        label="Reply in the agent's place"
        action="Reply"
        forbidden={forbidden}
        busy={reply.isPending}
        onSay={(content) => reply.mutate({ path, body: { content } })}
      />
    </div>
  );
}
