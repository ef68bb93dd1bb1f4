import { useCallback, useEffect, useRef, useState } from "react";
import type { Connection } from "@/api/eventStream";
import { openTalk, type Talk, type Told } from "@/api/talk";

export interface Talking {
  connection: Connection;
  /** The version that answers, once the server said so. */
  version: number | undefined;
  /** What this socket was told of the answer under way. */
  streamed: { turnId: string; text: string } | undefined;
  /** What was said and is not known to be recorded yet. */
  said: string | undefined;
  /** Why the last thing that was said was not taken. */
  refused: string | undefined;
  /** Whether this socket waits for an answer, so that it can stop it. */
  answering: boolean;
  say: (content: string) => void;
  stop: () => void;
  retry: () => void;
}

interface TalkingOptions {
  agent: string;
  version: string | undefined;
  conversation: string | undefined;
  /** Off where nobody talks to this side. */
  enabled: boolean;
  onConversation: (id: string) => void;
  /** Something was recorded; whoever shows the conversation reads it again. */
  onChange: () => void;
}

interface State extends Pick<Talking, "version" | "streamed" | "said" | "refused" | "answering"> {}

const SILENT: State = {
  version: undefined,
  streamed: undefined,
  said: undefined,
  refused: undefined,
  answering: false,
};

/** How things stand after the socket told something. */
export function after(state: State, told: Told): State {
  switch (told.type) {
    case "agent_loaded":
      return { ...state, version: told.agent?.version };
    case "content_delta": {
      const turnId = told.turn_id ?? "";
      const before = state.streamed?.turnId === turnId ? state.streamed.text : "";
      return { ...state, streamed: { turnId, text: before + (told.content ?? "") } };
    }
    case "message_complete":
      return { ...state, said: undefined, answering: false };
    case "error":
      return told.turn_id === undefined
        ? { ...state, said: undefined, answering: false, refused: told.message ?? "It was not taken" }
        : { ...state, said: undefined, answering: false };
    default:
      return state;
  }
}

/** One socket to one version of an agent, for one conversation. */
export function useTalk({ agent, version, conversation, enabled, onConversation, onChange }: TalkingOptions): Talking {
  const [connection, setConnection] = useState<Connection>("connecting");
  const [state, setState] = useState(SILENT);
  const talk = useRef<Talk>(null);
  const about = useRef(conversation);
  const latest = useRef({ onConversation, onChange });
  useEffect(() => {
    latest.current = { onConversation, onChange };
  });
  useEffect(() => {
    // What was said in one conversation is nothing to the next; one that begins here is the same.
    if (about.current !== conversation) {
      about.current = conversation;
      talk.current?.renew();
    }
  }, [conversation]);
  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    const mine = openTalk(agent, version, {
      onConnection: (now) => {
        setConnection(now);
        if (now === "connecting") {
          setState(SILENT);
        } else if (now !== "live") {
          // An answer under way goes on without the socket; its run is followed by itself.
          setState((before) => ({ ...before, streamed: undefined, answering: false }));
          latest.current.onChange();
        }
      },
      onTold: (told) => {
        setState((before) => after(before, told));
        if (told.type === "conversation_started" && told.conversation_id) {
          about.current = told.conversation_id;
          latest.current.onConversation(told.conversation_id);
        }
        if (told.type !== "content_delta") {
          latest.current.onChange();
        }
      },
    });
    talk.current = mine;
    return () => {
      talk.current = null;
      mine.close();
    };
  }, [agent, version, enabled]);
  const say = useCallback(
    (content: string) => {
      setState((before) => ({ ...before, said: content, refused: undefined, answering: true, streamed: undefined }));
      talk.current?.say(content, conversation);
    },
    [conversation],
  );
  const stop = useCallback(() => talk.current?.stop(), []);
  const retry = useCallback(() => talk.current?.renew(), []);
  return { ...state, connection, say, stop, retry };
}
