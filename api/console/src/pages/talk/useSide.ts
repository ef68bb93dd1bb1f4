import { useState } from "react";
import { useWrite } from "@/api/queries";
import type { Spent } from "./activity";
import { isOpen, useConversation } from "./useConversation";
import { useSpent } from "./useRunHistory";
import { useTalk, type Talking } from "./useTalk";

export interface Side extends Omit<ReturnType<typeof useConversation>, "refresh"> {
  talk: Talking;
  spent: Spent;
  /** What was said and is not among the turns yet. */
  unseen: string | undefined;
  /** Whether an answer comes about, whoever asked for it. */
  busy: boolean;
  say: (content: string) => void;
  stop: () => void;
}

interface SideOptions {
  agent: string;
  version: string | undefined;
  conversation: string | undefined;
  enabled: boolean;
  onConversation: (id: string) => void;
}

/** One conversation with one version: what was said, and the socket over which it goes on. */
export function useSide({ agent, version, conversation, enabled, onConversation }: SideOptions): Side {
  const [expected, setExpected] = useState(0);
  const talk = useTalk({
    agent,
    version,
    conversation,
    enabled,
    onConversation,
    onChange: () => refresh(),
  });
  const { refresh, ...known } = useConversation(conversation, talk.answering);
  const cancel = useWrite("post", "/api/v1/conversations/{conversation}/turns/{turn}/cancel");
  const open = known.turns.find(isOpen);
  return {
    ...known,
    talk,
    spent: useSpent(known.turns),
    unseen: known.turns.length < expected ? talk.said : undefined,
    busy: talk.answering || open !== undefined,
    say: (content) => {
      setExpected(known.turns.length + 1);
      talk.say(content);
    },
    stop: () => {
      if (talk.answering) {
        talk.stop();
      } else if (conversation && open) {
        cancel.mutate({ path: { conversation, turn: open.turnId } });
      }
    },
  };
}
