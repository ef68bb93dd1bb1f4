import { sessionKey } from "@/session/session";
import type { Connection } from "./eventStream";

/** What a conversation with an agent is told over its socket. */
export interface Told {
  type:
    | "agent_loaded"
    | "conversation_started"
    | "content_delta"
    | "tool_use_start"
    | "tool_use_complete"
    | "approval_required"
    | "message_complete"
    | "error";
  conversation_id?: string;
  turn_id?: string;
  run_id?: string;
  agent?: { id: string; slug: string; name: string; version: number; hash: string };
  content?: string;
  code?: string;
  message?: string;
}

interface TalkOptions {
  onTold: (told: Told) => void;
  onConnection: (connection: Connection) => void;
}

export interface Talk {
  /** Without a conversation another one begins. */
  say: (content: string, conversation: string | undefined) => void;
  stop: () => void;
  /** Drops the socket and all that it was asked for, and opens another at once. */
  renew: () => void;
  close: () => void;
}

const PROTOCOL = "agent-ledger";
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 15_000;
/** A browser does not say why a socket was refused; so often it is tried before it is left at that. */
const REFUSALS = 3;

/** Opens a socket to an agent, and opens it again whenever it breaks, until it is closed. */
export function openTalk(agent: string, version: string | undefined, { onTold, onConnection }: TalkOptions): Talk {
  let socket: WebSocket;
  let listening: AbortController;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const connect = () => {
    listening = new AbortController();
    const { signal } = listening;
    socket = new WebSocket(addressOf(agent, version), protocols());
    socket.addEventListener(
      "open",
      () => {
        failures = 0;
        onConnection("live");
      },
      { signal },
    );
    socket.addEventListener(
      "message",
      ({ data }: MessageEvent<string>) => onTold(JSON.parse(data) as Told),
      { signal },
    );
    socket.addEventListener("close", connectLater, { signal });
  };
  const connectLater = () => {
    if (++failures > REFUSALS) {
      onConnection("failed");
      return;
    }
    onConnection("reconnecting");
    const wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** failures);
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
  };
  const open = () => {
    failures = 0;
    onConnection("connecting");
    connect();
  };
  const close = () => {
    listening.abort();
    clearTimeout(timer);
    socket.close();
  };

  open();
  return {
    say: (content, conversation) =>
      socket.send(
        JSON.stringify({ type: "user_message", content, ...(conversation && { conversation_id: conversation }) }),
      ),
    stop: () => socket.send(JSON.stringify({ type: "stop" })),
    renew: () => {
      close();
      open();
    },
    close,
  };
}

function addressOf(agent: string, version: string | undefined): string {
  const origin = location.origin.replace(/^http/, "ws");
  const query = version ? `?${new URLSearchParams({ version })}` : "";
  return `${origin}/api/v1/playground/${encodeURIComponent(agent)}${query}`;
}

/** A browser can send no header with a socket, so the key goes as a subprotocol, never in the address. */
function protocols(): string[] {
  const bytes = new TextEncoder().encode(sessionKey() ?? "");
  const base64 = btoa(String.fromCharCode(...bytes));
  const key = base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return [PROTOCOL, `${PROTOCOL}.key.${key}`];
}
