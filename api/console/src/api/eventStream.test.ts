import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { problem, Server, type Told } from "@/test/server";
import { followEvents, type Connection } from "./eventStream";

const eventually = (holds: () => void) => vi.waitFor(holds, { timeout: 10_000 });
const ADDRESS = "/api/v1/runs/run_1/events";

function hide(hidden: boolean) {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("Following a stream", () => {
  let server: Server;
  let streams: Told[];
  let close: () => void;
  const seen: string[] = [];
  const connections: Connection[] = [];

  function follow(isLast = false) {
    close = followEvents(ADDRESS, {
      onEvent: ({ event, id }) => seen.push(id === undefined ? `${event}` : `${event} ${id}`),
      onConnection: (connection) => connections.push(connection),
      ...(isLast ? { isLast: ({ event }) => event === "done" } : {}),
    });
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    seen.length = 0;
    connections.length = 0;
    streams = [];
    server = new Server().streams(ADDRESS, (told) => streams.push(told));
  });

  afterEach(() => {
    close();
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("resumes after the last id when it was cut, and tells nothing twice", async () => {
    // given a stream of which two events came
    follow();
    await eventually(() => expect(streams).toHaveLength(1));
    streams[0]!.tell("run.started", {}, 0);
    streams[0]!.tell("run.step", {}, 1);
    await eventually(() => expect(seen).toHaveLength(2));

    // when it is cut, and what is told then begins with what was told before
    streams[0]!.cut();
    await eventually(() => expect(connections.at(-1)).toBe("reconnecting"));
    await vi.advanceTimersByTimeAsync(1_000);
    await eventually(() => expect(streams).toHaveLength(2));
    streams[1]!.tell("run.step", {}, 1);
    streams[1]!.tell("run.completed", {}, 2);

    // then it was asked to go on after the last, and only the new event is told
    await eventually(() => expect(seen).toEqual(["run.started 0", "run.step 1", "run.completed 2"]));
    expect(server.asked.map(({ headers }) => headers.get("Last-Event-ID"))).toEqual([null, "1"]);
    expect(connections).toEqual(["connecting", "live", "reconnecting", "live"]);
  });

  it("does not take what has no id for a place to resume at", async () => {
    // given an event, and a provisional piece of text after it
    follow();
    await eventually(() => expect(streams).toHaveLength(1));
    streams[0]!.tell("run.model-call-requested", {}, 4);
    streams[0]!.tell("delta", { text: "Hel" });
    await eventually(() => expect(seen).toHaveLength(2));

    // when the stream is cut
    streams[0]!.cut();
    await eventually(() => expect(connections.at(-1)).toBe("reconnecting"));
    await vi.advanceTimersByTimeAsync(1_000);

    // then it goes on after the event
    await eventually(() => expect(server.asked.at(-1)?.headers.get("Last-Event-ID")).toBe("4"));
  });

  it("takes silence for a cut, and heartbeats for life", async () => {
    // given a stream that shows signs of life
    follow();
    await eventually(() => expect(connections).toContain("live"));
    for (let beat = 0; beat < 4; beat++) {
      await vi.advanceTimersByTimeAsync(30_000);
      streams[0]!.heartbeat();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(streams).toHaveLength(1);

    // when they stop, then it connects anew
    await vi.advanceTimersByTimeAsync(42_000);
    await eventually(() => expect(streams).toHaveLength(2));
  });

  it("lets go of its connection while its tab is hidden, and goes on when it is seen", async () => {
    // given a tab opened behind another
    hide(true);
    follow();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.asked).toHaveLength(0);

    // when it is seen, then it connects
    hide(false);
    await eventually(() => expect(connections.at(-1)).toBe("live"));
    streams[0]!.tell("run.started", {}, 0);
    await eventually(() => expect(seen).toEqual(["run.started 0"]));

    // when it is left for a moment, then it stays; when for longer, then it lets go
    hide(true);
    await vi.advanceTimersByTimeAsync(2_000);
    hide(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(streams).toHaveLength(1);
    hide(true);
    await vi.advanceTimersByTimeAsync(6_000);

    // and it goes on where it was
    hide(false);
    await eventually(() => expect(streams).toHaveLength(2));
    expect(server.asked.at(-1)?.headers.get("Last-Event-ID")).toBe("0");
  });

  it("ends with the last event, and does not come back", async () => {
    follow(true);
    await eventually(() => expect(streams).toHaveLength(1));
    streams[0]!.tell("done", { status: "completed" });
    await eventually(() => expect(connections.at(-1)).toBe("ended"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams).toHaveLength(1);
  });

  it("gives up where it is refused, and says why", async () => {
    server.answers(`STREAM ${ADDRESS}`, () => problem(403, "not-allowed", "Not for you"));
    follow();
    await eventually(() => expect(connections.at(-1)).toBe("failed"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toHaveLength(1);
  });

  it("looks a few times for what is not there yet, and then gives up", async () => {
    server.answers(`STREAM ${ADDRESS}`, () => problem(404, "not-found", "There is no such thing"));
    follow();
    await eventually(() => expect(connections.at(-1)).toBe("reconnecting"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(connections.at(-1)).toBe("failed");
    expect(server.asked).toHaveLength(4);
  });
});
