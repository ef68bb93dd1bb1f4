import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openAt } from "@/test/app";
import { json, problem, Server, type Told } from "@/test/server";
import { answer, told } from "./events.testing";

const RUN = "/api/v1/runs/run_1";
const EVENTS = told(
  [0, "run.requested", { input: "Throw", plan: { tools: [{ name: "dice", kind: "function", effect: "read" }] } }],
  [0, "run.model-call-requested", { step: 1, attempt: 1, model: "rehearsal/rehearsal", delayMillis: 0 }],
  [10, "run.model-call-completed", answer(1, "", "dice")],
  [10, "run.tool-call-intended", { step: 1, callId: "call_1_1", tool: "dice", attempt: 1, delayMillis: 0, approvedBy: [] }],
  [30, "run.tool-call-succeeded", { callId: "call_1_1", attempt: 1, result: { thrown: 4 }, durationMillis: 20 }],
);

function run(status: string, more: object = {}) {
  return {
    runId: "run_1",
    agentId: "agt_1",
    agentSlug: "thrower",
    version: { number: 1, hash: "sha256:1" },
    kind: "context",
    mode: "trial",
    status,
    waiting: [],
    labels: {},
    limits: {},
    models: [],
    usage: {
      steps: 2,
      modelCalls: 1,
      toolCalls: 1,
      tokens: { input: 10, output: 2, cacheRead: 0, cacheWrite: 0, reasoning: 0 },
      cost: "0.001",
      costComplete: true,
    },
    input: "Throw",
    attempts: 0,
    requestedAt: "2026-01-01T12:00:00Z",
    requestedBy: "ada",
    streamVersion: 4,
    ...more,
  };
}

const steps = async () => within(await screen.findByRole("list", { name: "Steps" })).findAllByRole("listitem");

describe("A run", () => {
  let server: Server;
  let events: Told;
  let changes: Told;

  beforeEach(() => {
    // Without a layout nothing would be in sight.
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "olga", project: "main", roles: ["operator"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/agents/agt_1", () => json({ latest: { number: 1 } }))
      .answers(`GET ${RUN}`, () => json(run("running")))
      .streams(RUN, (opened) => {
        changes = opened;
      })
      .streams(`${RUN}/events`, (opened) => {
        events = opened;
        EVENTS.forEach((event) => opened.tell(event.contract, event, event.sequence));
      });
  });

  afterEach(() => vi.restoreAllMocks());

  it("shows what a model writes, and how it ends, as it happens", async () => {
    // given a run that goes on
    openAt("/runs/run_1?tab=conversation");
    await screen.findByText("wants", { exact: false });

    // when the model writes, then so it is
    events.tell("delta", { step: 2, attempt: 1, index: 0, text: "It was " });
    events.tell("delta", { step: 2, attempt: 1, index: 1, text: "a four" });
    expect(await screen.findByText("It was a four")).toBeTruthy();

    // when it ends, then nothing can be cancelled any more
    changes.tell("changed", run("completed", { streamVersion: 9, endedAt: "2026-01-01T12:00:01Z", output: "It was a four" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
  });

  it("is not set back by an answer that comes later than what the stream told", async () => {
    // given a read that takes its time
    let read: ((response: Response) => void) | undefined;
    server.answers(`GET ${RUN}`, () => new Promise<Response>((resolve) => (read = resolve)));
    openAt("/runs/run_1?tab=io");
    await waitFor(() => expect(changes).toBeDefined());

    // when the stream tells of the end first
    changes.tell("snapshot", run("completed", { streamVersion: 9, endedAt: "2026-01-01T12:00:01Z" }));
    await screen.findByText("Completed");
    read?.(json(run("running", { streamVersion: 4 })));

    // then it stays ended, also when more is told after the answer
    events.tell("run.completed", { ...EVENTS[0], contract: "run.completed", sequence: 5, payload: {} }, 5);
    expect(await screen.findByRole("link", { name: /Events\s*6/ })).toBeTruthy();
    expect(screen.getByText("Completed")).toBeTruthy();
  });

  it("opens a step beside the timeline, and goes on to others by keyboard", async () => {
    const router = openAt("/runs/run_1");
    const [model] = await steps();
    await userEvent.click(within(model!).getByRole("button"));
    expect(await screen.findByRole("complementary", { name: "Model call rehearsal/rehearsal" })).toBeTruthy();

    await userEvent.keyboard("j");
    const panel = await screen.findByRole("complementary", { name: "Tool call dice" });
    expect(panel.textContent).toContain("Only reads; may be called again");
    expect(panel.textContent).toContain("It succeeded after 20 ms");
    expect(router.state.location.search).toEqual({ step: "call_1_1" });

    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: "Tool call dice" })).toBeNull());
    expect(document.activeElement?.textContent).toContain("dice");
  });

  it("keeps what was typed into a fork that is refused, and says why", async () => {
    // given a server that refuses
    server.answers(`POST ${RUN}/fork`, () =>
      problem(422, "invalid", "The content is not valid", { detail: "The script is too short", correlationId: "cor_1" }),
    );
    openAt("/runs/run_1?act=fork&after=1");
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText(/Tell the model/), "Mind it");

    // when it is sent
    await userEvent.click(within(dialog).getByRole("button", { name: "Fork" }));

    // then the reason is there with its trace id, and what was typed, too
    expect((await within(dialog).findByRole("alert")).textContent).toMatch(/The script is too short.*cor_1/s);
    expect(within(dialog).getByDisplayValue("Mind it")).toBeTruthy();
    expect(server.askedFor(`POST ${RUN}/fork`)[0]?.body).toEqual({
      afterStep: 1,
      changes: { version: "1", message: "Mind it" },
    });
  });

  it("that rests for money is resumed, and a refusal is told", async () => {
    // given a budget that is spent
    const suspension = { reason: "budget", detail: "The budget of main is spent", since: "2026-01-01T12:00:01Z" };
    server
      .answers(`GET ${RUN}`, () => json(run("suspended", { suspension })))
      .answers(`POST ${RUN}/resume`, () => problem(409, "wrong-state", "It does not rest for money any more"));
    openAt("/runs/run_1");
    expect((await screen.findByText(/It rests since/)).textContent).toContain("The budget of main is spent");

    // when it is resumed too late
    await userEvent.click(screen.getByRole("button", { name: "Resume" }));
    const question = await screen.findByRole("alertdialog");
    expect(question.textContent).toContain("It asks for money again");
    await userEvent.type(within(question).getByLabelText(/Reason/), "The cap was raised");
    await userEvent.click(within(question).getByRole("button", { name: "Resume" }));

    // then the refusal is there, and what was typed, too
    expect((await within(question).findByRole("alert")).textContent).toContain("It does not rest for money any more");
    expect(within(question).getByDisplayValue("The cap was raised")).toBeTruthy();
    expect(server.askedFor(`POST ${RUN}/resume`)[0]?.body).toEqual({ reason: "The cap was raised" });
  });

  it("finds events by their name and what they say", async () => {
    openAt("/runs/run_1?tab=events&text=thrown");
    expect(await screen.findByText("1 of 5")).toBeTruthy();
  });

  it("may not be cancelled by who only looks, and says so", async () => {
    server.answers("GET /api/v1/me", () => json({ name: "vera", project: "main", roles: ["viewer"] }));
    openAt("/runs/run_1?act=cancel");
    const cancel = await screen.findByRole("button", { name: "Cancel" });
    await waitFor(() => expect(cancel.getAttribute("aria-disabled")).toBe("true"));
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("that there is not is said to be missing", async () => {
    openAt("/runs/run_2");
    expect((await screen.findByRole("alert")).textContent).toContain("There is no such thing");
  });
});
