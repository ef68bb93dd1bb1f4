import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { Toasts } from "@/shell/Toasts";
import { openAt } from "@/test/app";
import { json, problem, Server, type Told } from "@/test/server";

const AGENT = "/api/v1/agents/writer";
const BY_ID = "/api/v1/agents/agt_1";
const AT = "2026-11-12T10:04:00Z";

function agent(change: object = {}) {
  const version = { number: 1, hash: "sha256:1" };
  return {
    agentId: "agt_1",
    slug: "writer",
    name: "Writer",
    description: "Writes",
    kind: "context",
    tags: [],
    status: "draft",
    latest: version,
    candidate: { status: "draft", version },
    streamVersion: 1,
    createdAt: AT,
    createdBy: "ada",
    updatedAt: AT,
    updatedBy: "ada",
    definition: { slug: "writer", name: "Writer", kind: "context" },
    ...change,
  };
}

function event(sequence: number, contract: string) {
  return {
    position: 100 + sequence,
    eventId: `evt_${sequence}`,
    streamType: "agent",
    streamId: "agt_1",
    sequence,
    recordedAt: AT,
    contract,
    revision: 1,
    envelope: { actor: "ada" },
    payload: { version: { number: 1 } },
  };
}

const REQUIREMENTS = {
  version: { number: 1, hash: "sha256:1" },
  requestable: true,
  validation: { valid: true, findings: [] },
  dryRun: { performed: false, passed: true, findings: [], durationMillis: 0 },
  requirement: {
    automatic: false,
    reasons: ["It writes"],
    approval: { approvals: 1, role: "approver", approvers: [], remindAfter: "PT1H", escalateAfter: "PT2H", expireAfter: "PT3H" },
  },
  policyVersion: 2,
};

describe("The page of an agent", () => {
  let server: Server;
  let told: Told;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "ada", project: "main", keyId: "key_1", roles: ["viewer", "builder"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers("GET /api/v1/runs", () => json({ items: [] }))
      .answers(`GET ${AGENT}`, ({ query }) => json(query.asOf ? agent({ name: "Scribe", streamVersion: 0 }) : agent()))
      .answers(`GET ${BY_ID}/events`, () => json({ items: [event(0, "agent.drafted"), event(1, "agent.revised")] }))
      .answers(`GET ${BY_ID}/promotion-requirements`, () => json(REQUIREMENTS))
      .streams(AGENT, (opened) => {
        told = opened;
      });
  });

  it("says what stands between the newest version and service", async () => {
    openAt("/agents/writer");
    const way = await screen.findByRole("region", { name: "From version 1 to service" });
    const points = await within(way).findAllByRole("listitem");
    expect(points[0]?.textContent).toContain("The definition is valid");
    expect(within(way).getByText("One person with the role approver approves")).toBeTruthy();
    expect(within(way).getByText("It writes")).toBeTruthy();
  });

  it("asks before it promotes, and tells what would be recorded", async () => {
    // given the question
    server.answers(`POST ${BY_ID}/promote`, ({ query }) =>
      query.dryRun
        ? json({ dryRun: true, facts: [{ contract: "agent.promotion-requested", revision: 1, payload: { requirement: REQUIREMENTS.requirement } }] })
        : json(agent({ status: "promotion-requested" }), { status: 202 }),
    );
    openAt("/agents/writer");
    await userEvent.click(await screen.findByRole("button", { name: "Promote" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Promote version 1 of Writer?" });
    await within(dialog).findByText("agent.promotion-requested");
    expect(within(dialog).getByText("One person with the role approver must approve it.")).toBeTruthy();

    // when it is confirmed, then it is asked under the version that was seen
    await userEvent.click(within(dialog).getByRole("button", { name: "Promote" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    const sent = server.askedFor(`POST ${BY_ID}/promote`).at(-1);
    expect(sent?.query.dryRun).toBeUndefined();
    expect(sent?.headers.get("If-Match")).toBe('"1"');
  });

  it("does nothing to an agent that changed meanwhile before it was looked at", async () => {
    // given the question, and a change by somebody else
    server.answers(`POST ${BY_ID}/archive`, () => json({ dryRun: true, facts: [] }));
    openAt("/agents/writer");
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Archive" }));
    const dialog = await screen.findByRole("alertdialog");
    await waitFor(() => expect(told).toBeDefined());
    const changed = agent({ streamVersion: 2, updatedBy: "grace" });
    server.answers(`GET ${AGENT}`, () => json(changed));
    told.tell("changed", changed);

    // then it says so and cannot be confirmed
    expect((await within(dialog).findByRole("alert")).textContent).toContain("It changed meanwhile, by grace");
    expect(within(dialog).getByRole("button", { name: "Archive" }).getAttribute("aria-disabled")).toBe("true");

    // when it was looked at, then it can
    await userEvent.click(within(dialog).getByRole("button", { name: "Show it as it is now" }));
    await waitFor(() =>
      expect(within(dialog).getByRole("button", { name: "Archive" }).getAttribute("aria-disabled")).toBeNull(),
    );
  });

  it("is told when somebody was faster", async () => {
    server.answers(`POST ${BY_ID}/promote`, () => problem(412, "version-mismatch", "It has changed since you read it"));
    openAt("/agents/writer");
    await userEvent.click(await screen.findByRole("button", { name: "Promote" }));
    const dialog = await screen.findByRole("alertdialog");
    expect((await within(dialog).findByRole("alert")).textContent).toContain("It changed meanwhile");
  });

  it("shows the past as it was, and does nothing there", async () => {
    // given a moment in the address
    const router = openAt("/agents/writer?asOf=100");
    expect(await screen.findByRole("heading", { name: "Scribe" })).toBeTruthy();
    expect((await screen.findByText(/You are looking at/)).textContent).toContain("read only");
    const slider = await screen.findByRole("slider", { name: "Point in time" });
    expect(slider.getAttribute("aria-valuetext")).toContain("ada drafted version 1");

    // then nothing can be done, for a reason
    const promote = screen.getByRole("button", { name: "Promote" });
    expect(promote.getAttribute("aria-disabled")).toBe("true");
    promote.focus();
    expect((await screen.findByRole("tooltip")).textContent).toContain("You are looking at the past");

    // when one returns, then there is the present
    await userEvent.click(screen.getByRole("button", { name: "Return to now" }));
    expect(await screen.findByRole("heading", { name: "Writer" })).toBeTruthy();
    expect(router.state.location.search).not.toHaveProperty("asOf");
  });

  it("goes on through the list with J and K, though its own runs are listed", async () => {
    // given an agent with a run, opened from the list
    const run = { runId: "run_1", status: "completed", version: { number: 1 }, usage: { cost: "0" }, requestedAt: AT, endedAt: AT };
    const other = agent({ agentId: "agt_2", slug: "zebra", name: "Zebra" });
    server
      .answers("GET /api/v1/agents", () => json({ items: [agent(), other] }))
      .answers("GET /api/v1/runs", () => json({ items: [run] }))
      .answers("GET /api/v1/agents/zebra", () => json(other));
    const router = openAt("/agents");
    await userEvent.click(await screen.findByRole("link", { name: /Writer/ }));
    await screen.findByRole("table", { name: "Recent runs" });

    // when J is pressed, then there is the next one
    await userEvent.keyboard("j");
    await waitFor(() => expect(router.state.location.pathname).toBe("/agents/zebra"));
    await screen.findByRole("heading", { name: "Zebra" });

    // and K goes back
    await userEvent.keyboard("k");
    await waitFor(() => expect(router.state.location.pathname).toBe("/agents/writer"));
  });

  it("shows what came out of a smoke test that failed, beside what was expected", async () => {
    // given an agent that does not do what it should
    const tests = [{ name: "greets", input: "you", expectedOutput: "Hello you" }];
    server
      .answers(`GET ${AGENT}`, () => json(agent({ definition: { slug: "writer", name: "Writer", kind: "context", smokeTests: tests } })))
      .answers(`POST ${BY_ID}/smoke-run`, () =>
        json({ passed: false, results: [{ name: "greets", passed: false, output: "Bye", durationMillis: 12, findings: [] }] }),
      );
    openAt("/agents/writer");
    render(<Toasts />);

    // when it is tried
    await userEvent.click(await screen.findByRole("button", { name: "Run them" }));

    // then it is warned of, and the expectation stands beside what came out
    expect((await screen.findByText("1 of 1 smoke tests failed")).closest("li")?.dataset.type).toBe("warning");
    expect(await screen.findByText("failed in 12 ms")).toBeTruthy();
    expect(screen.getByRole("group", { name: "Expected output of greets" }).textContent).toContain("Hello you");
    expect(screen.getByRole("group", { name: "Output of greets" }).textContent).toContain("Bye");
  });

  it("goes through the events with the brackets", async () => {
    const router = openAt("/agents/writer?time=open");
    await screen.findByRole("slider");
    await userEvent.keyboard("[[");
    await waitFor(() => expect(router.state.location.search.asOf).toBe("101"));
  });
});
