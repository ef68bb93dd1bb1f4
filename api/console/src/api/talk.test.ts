import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { signIn } from "@/session/session";
import { Sockets } from "@/test/socket";
import type { Connection } from "./eventStream";
import { openTalk, type Talk } from "./talk";

describe("Talking to an agent", () => {
  let sockets: Sockets;
  let talk: Talk;
  const told: string[] = [];
  const connections: Connection[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    connections.length = 0;
    sockets = new Sockets();
    signIn("al_käse", false);
    talk = openTalk("hr assistant", "2", {
      onTold: ({ type }) => told.push(type),
      onConnection: (connection) => connections.push(connection),
    });
  });

  afterEach(() => {
    talk.close();
    vi.useRealTimers();
  });

  it("shows the key as a subprotocol, never in the address", () => {
    const { address, protocols } = sockets.last;

    expect(address).toMatch(/^ws:\/\/.*\/api\/v1\/playground\/hr%20assistant\?version=2$/);
    expect(protocols).toEqual(["agent-ledger", "agent-ledger.key.YWxfa8Okc2U"]);
  });

  it("says and stops, in a conversation or to begin one", () => {
    // given a socket that is there
    sockets.last.accept();

    // when somebody talks
    talk.say("Hello", undefined);
    talk.say("Again", "cnv_1");
    talk.stop();

    // then the server is told so
    expect(sockets.last.sent).toEqual([
      { type: "user_message", content: "Hello" },
      { type: "user_message", content: "Again", conversation_id: "cnv_1" },
      { type: "stop" },
    ]);
  });

  it("comes back when it is cut, and gives up when it is refused again and again", () => {
    // given a socket that was there
    sockets.last.accept();

    // when it is cut, and nothing answers any more
    for (const _ of [1, 2, 3, 4]) {
      sockets.last.cut();
      vi.runOnlyPendingTimers();
    }

    // then it was tried thrice and left at that, until somebody wants it again
    expect(sockets.opened).toHaveLength(4);
    expect(connections.at(-1)).toBe("failed");
    talk.renew();
    sockets.last.accept();
    expect(sockets.opened).toHaveLength(5);
    expect(connections.slice(-2)).toEqual(["connecting", "live"]);
  });

  it("hears nothing of a socket that it dropped", () => {
    // given a socket that tells something
    const dropped = sockets.last;
    dropped.accept();
    dropped.tell({ type: "agent_loaded" });

    // when another takes its place
    talk.renew();
    dropped.tell({ type: "content_delta" });
    dropped.cut();
    sockets.last.tell({ type: "message_complete" });

    // then only that one is heard
    expect(dropped.closedHere).toBe(true);
    expect(told).toEqual(["agent_loaded", "message_complete"]);
    expect(sockets.opened).toHaveLength(2);
  });
});
