import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, problem, Server, type Told } from "@/test/server";

const AGENTS = "/api/v1/agents";
const BLOG = agent("blog-writer", "Blog writer", "draft");
const HR = agent("hr-assistant", "HR assistant", "active");

function agent(slug: string, name: string, status: string, streamVersion = 0) {
  const at = "2026-01-01T10:00:00Z";
  return {
    agentId: `agt_${slug}`,
    slug,
    name,
    status,
    kind: "context",
    tags: [],
    latest: { number: 1, hash: "sha256:1" },
    streamVersion,
    createdAt: at,
    createdBy: "ada",
    updatedAt: at,
    updatedBy: "ada",
  };
}

const rows = async () =>
  within(await screen.findByRole("table", { name: "Agents" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent);

describe("The list of agents", () => {
  let server: Server;
  let told: Told;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "ada", project: "main", roles: ["viewer", "builder"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers(`GET ${AGENTS}`, () => json({ items: [BLOG, HR] }))
      .streams(AGENTS, (opened) => {
        told = opened;
      });
  });

  it("changes as the ledger does", async () => {
    // given the list on screen
    openAt("/agents");
    expect(await rows()).toHaveLength(2);
    await waitFor(() => expect(told).toBeDefined());

    // when an agent is drafted, one changes and one leaves
    told.tell("snapshot", { items: [BLOG, HR] });
    told.tell("changed", agent("crawler", "Crawler", "draft"));
    told.tell("changed", agent("blog-writer", "Blog writer", "active", 3));
    told.tell("left", { agentId: HR.agentId });

    // then it shows so, in the order of the API
    await waitFor(async () => {
      const [blog, crawler, ...others] = await rows();
      expect(blog).toMatch(/Blog writer.*Active/);
      expect(crawler).toMatch(/Crawler.*Draft/);
      expect(others).toEqual([]);
    });
    expect(await screen.findByText("Live")).toBeTruthy();
  });

  it("is not set back by an answer that comes later than what the stream told", async () => {
    // given a read that takes its time
    let read: ((response: Response) => void) | undefined;
    server.answers(`GET ${AGENTS}`, () => new Promise<Response>((resolve) => (read = resolve)));
    openAt("/agents");
    await waitFor(() => expect(told).toBeDefined());

    // when the stream tells more before it is answered
    told.tell("snapshot", { items: [BLOG, HR] });
    told.tell("changed", agent("crawler", "Crawler", "draft"));
    told.tell("left", { agentId: HR.agentId });
    await waitFor(async () => expect(await rows()).toHaveLength(2));
    read?.(json({ items: [BLOG, HR] }));

    // then it stays so, also when more is told after the answer
    told.tell("changed", agent("blog-writer", "Blog writer", "active", 3));
    await waitFor(async () => {
      const [blog, crawler, ...others] = await rows();
      expect(blog).toMatch(/Blog writer.*Active/);
      expect(crawler).toMatch(/Crawler.*Draft/);
      expect(others).toEqual([]);
    });
  });

  it("filters by what the address says, and the address says what is chosen", async () => {
    // given an address with a filter
    const router = openAt("/agents?status=draft");
    await rows();
    expect(server.askedFor(`GET ${AGENTS}`).at(-1)?.query).toMatchObject({ status: "draft" });

    // when another is chosen
    await userEvent.click(screen.getByRole("link", { name: "Active" }));

    // then the address and the question follow
    await waitFor(() => expect(router.state.location.search).toEqual({ status: "active" }));
    await waitFor(() => expect(server.askedFor(`GET ${AGENTS}`).at(-1)?.query).toMatchObject({ status: "active" }));
  });

  it("is gone through with J and K, opened with Enter, filtered after a slash", async () => {
    const router = openAt("/agents");
    await rows();
    const user = userEvent.setup();

    await user.keyboard("jjk");
    expect(document.activeElement?.textContent).toContain("Blog writer");
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    await user.keyboard("hr");
    await waitFor(() => expect(router.state.location.search).toEqual({ text: "hr" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await rows();
    await user.keyboard("jj{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/agents/hr-assistant"));
  });

  it("says which filters emptied it, and clears them", async () => {
    // given filters that match nothing
    server.answers(`GET ${AGENTS}`, ({ query }) => json({ items: query.status ? [] : [BLOG] }));
    const router = openAt("/agents?status=archived&text=zebra");
    expect(await screen.findByText("No agents match")).toBeTruthy();
    expect(screen.getByText("archived", { selector: "strong" })).toBeTruthy();

    // when they are cleared, then there is the list
    await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
    expect(await rows()).toHaveLength(1);
    expect(router.state.location.search).toEqual({});
  });

  it("shows a problem with its trace id, and tries again", async () => {
    // given a server that refuses
    server.answers(`GET ${AGENTS}`, () =>
      problem(403, "forbidden", "Your key does not allow this", { correlationId: "trace-1" }),
    );
    openAt("/agents");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Your key does not allow this");
    expect(alert.textContent).toContain("trace-1");

    // when it answers again
    server.answers(`GET ${AGENTS}`, () => json({ items: [BLOG] }));
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(await rows()).toHaveLength(1);
  });

  it("says why nothing can be made without the role", async () => {
    server.answers("GET /api/v1/me", () => json({ name: "vera", project: "main", roles: ["viewer"] }));
    openAt("/agents");
    const button = await screen.findByRole("button", { name: "New agent" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    button.focus();
    expect((await screen.findByRole("tooltip")).textContent).toContain("Needs the role builder");
  });
});
