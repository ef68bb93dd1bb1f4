import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { openAt } from "@/test/app";
import { json, Server, type Asked, type Told } from "@/test/server";

const EVENTS = "/api/v1/audit/events";

function event(position: number, contract = "agent.revised", systemPrompt = `Prompt ${position}`) {
  return {
    position,
    eventId: `evt_${position}`,
    streamType: "agent",
    streamId: "agt_1",
    sequence: position,
    recordedAt: "2026-01-01T10:00:00Z",
    contract,
    revision: 2,
    envelope: { actor: "ada", correlationId: "cor_1" },
    payload: { version: { definition: { name: "A", systemPrompt } } },
  };
}

const positions = async () =>
  within(await screen.findByRole("table", { name: "Events" }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("cell")[3]?.textContent);

describe("The audit", () => {
  let server: Server;
  let told: Told;

  beforeEach(() => {
    server = new Server()
      .answers("GET /api/v1/me", () => json({ name: "anton", project: "main", roles: ["viewer", "auditor"] }))
      .answers("GET /api/v1/approvals", () => json({ items: [] }))
      .answers("GET /api/v1/reconcile", () => json({ items: [] }))
      .answers(`GET ${EVENTS}`, ({ query }: Asked) =>
        query.fromPosition
          ? json({ items: [event(Number(query.fromPosition))] })
          : query.after
            ? json({ items: [event(2, "agent.activated"), event(1, "agent.drafted", "Once")] })
            : json({ items: [event(4), event(3)], next: "3" }),
      )
      .streams(EVENTS, (opened) => {
        told = opened;
      });
  });

  it("goes back page by page, and what is recorded meanwhile comes on top, once", async () => {
    // given the newest page
    openAt("/audit?actor=ada");
    expect(await positions()).toEqual(["4", "3"]);
    expect(server.askedFor(`GET ${EVENTS}`)[0]?.query).toMatchObject({ actor: "ada", newestFirst: "true" });

    // when more is read, and an event is told twice
    await userEvent.click(screen.getByRole("button", { name: "Load more" }));
    await waitFor(() => expect(told).toBeDefined());
    told.tell("agent.revised", event(5));
    told.tell("agent.revised", event(5));

    // then all are there in their order
    await waitFor(async () => expect(await positions()).toEqual(["5", "4", "3", "2", "1"]));
    expect(server.askedFor(`STREAM ${EVENTS}`).at(-1)?.query).toMatchObject({ actor: "ada", after: "4" });
  });

  it("compares an event with what stood before, however far back that is", async () => {
    openAt("/audit?event=3");

    const part = await screen.findByRole("region", { name: "Before and after" });
    expect(await within(part).findByText("/systemPrompt")).toBeTruthy();
    expect(part.textContent).toContain("position 1");
    expect(within(part).getByText("Once").tagName).toBe("DEL");
    expect(within(part).getByText("Prompt 3").tagName).toBe("INS");
  });

  it("adds a filter to the address, and takes it away", async () => {
    const router = openAt("/audit");
    await positions();
    const user = userEvent.setup();

    await user.selectOptions(screen.getByLabelText("Filter by"), "Correlation");
    await user.keyboard("{Tab}cor_1{Enter}");
    await waitFor(() => expect(router.state.location.search).toEqual({ correlation: "cor_1" }));

    await user.click(await screen.findByRole("button", { name: /Correlation.*cor_1/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});
