import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { Sockets } from "@/test/socket";
import { useTalk } from "./useTalk";

describe("A talk", () => {
  let sockets: Sockets;
  let begun: string[];

  const opened = (conversation?: string) =>
    renderHook(
      (now: { conversation: string | undefined }) =>
        useTalk({
          agent: "hr",
          version: "1",
          enabled: true,
          onConversation: (id) => begun.push(id),
          onChange: () => {},
          ...now,
        }),
      { initialProps: { conversation } },
    );

  beforeEach(() => {
    sockets = new Sockets();
    begun = [];
  });

  it("is read as it is written, in the conversation that it begins", () => {
    // given somebody who said something
    const talk = opened();
    act(() => sockets.last.accept());
    act(() => talk.result.current.say("Hello"));
    expect(talk.result.current).toMatchObject({ said: "Hello", answering: true });

    // when a conversation begins and the answer comes in pieces
    act(() => {
      sockets.last.tell({ type: "conversation_started", conversation_id: "cnv_1" });
      sockets.last.tell({ type: "content_delta", turn_id: "trn_1", content: "Good " });
      sockets.last.tell({ type: "content_delta", turn_id: "trn_1", content: "day" });
    });
    talk.rerender({ conversation: "cnv_1" });

    // then it is known as far as it came, over the same socket
    expect(begun).toEqual(["cnv_1"]);
    expect(talk.result.current.streamed).toEqual({ turnId: "trn_1", text: "Good day" });
    expect(sockets.opened).toHaveLength(1);
    act(() => sockets.last.tell({ type: "message_complete", turn_id: "trn_1" }));
    expect(talk.result.current).toMatchObject({ said: undefined, answering: false });
  });

  it("leaves nothing to another conversation", () => {
    // given an answer that is awaited
    const talk = opened("cnv_1");
    act(() => sockets.last.accept());
    act(() => talk.result.current.say("Hello"));

    // when another conversation is opened
    talk.rerender({ conversation: "cnv_2" });

    // then nothing is awaited in that, and it has a socket of its own
    expect(talk.result.current).toMatchObject({ said: undefined, answering: false, streamed: undefined });
    expect(sockets.opened).toHaveLength(2);
    expect(sockets.opened[0]!.closedHere).toBe(true);
  });

  it("says why something was not taken", () => {
    const talk = opened("cnv_1");
    act(() => sockets.last.accept());
    act(() => talk.result.current.say(" "));

    act(() => sockets.last.tell({ type: "error", code: "invalid", message: "content: says nothing" }));

    expect(talk.result.current).toMatchObject({ refused: "content: says nothing", answering: false });
  });
});
