import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { sessionKey, signIn } from "@/session/session";
import { Providers } from "@/test/app";
import { json, problem, Server } from "@/test/server";
import { read } from "./client";
import { Problem } from "./problem";
import { newQueryClient, useWrite } from "./queries";

const AGENTS = "/api/v1/agents";
const DEFINITION = { slug: "writer", name: "Writer", kind: "context" } as never;

function wrapper({ children }: { children: ReactNode }) {
  return <Providers client={newQueryClient()}>{children}</Providers>;
}

describe("What the API refuses", () => {
  it("is a problem with title, detail, trace id and what is wrong with each member", async () => {
    new Server().answers(`GET ${AGENTS}`, () =>
      problem(422, "invalid", "The content is not valid", {
        detail: "2 findings",
        correlationId: "trace-1",
        findings: [
          { pointer: "/slug", rule: "slug", severity: "error", message: "Take lower case", action: "Rename it" },
          { pointer: "/name", rule: "name", severity: "warning", message: "Rather short", action: "" },
        ],
      }),
    );

    const refused = (await read(AGENTS, {}).catch((error: unknown) => error)) as Problem;

    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ status: 422, kind: "invalid", detail: "2 findings", traceId: "trace-1" });
    expect(refused.errorAt("/slug")).toBe("Take lower case");
    expect(refused.errorAt("/name")).toBeUndefined();
  });

  it("ends the session when the key is known no more", async () => {
    signIn("al_revoked", false);
    new Server().answers(`GET ${AGENTS}`, ({ headers }) => {
      expect(headers.get("Authorization")).toBe("Bearer al_revoked");
      return problem(401, "unauthenticated", "A valid key is needed");
    });

    await expect(read(AGENTS, {})).rejects.toThrow(Problem);

    expect(sessionKey()).toBeNull();
  });
});

describe("A write", () => {
  it("keeps its idempotency key when no answer came, and takes a new one for the next intent", async () => {
    // given a server that answers only the second attempt
    let attempts = 0;
    const server = new Server().answers(`POST ${AGENTS}`, () =>
      ++attempts === 1 ? problem(503, "unavailable", "Not available") : json({ agentId: "agt_1" }, { status: 201 }),
    );
    const { result } = renderHook(() => useWrite("post", AGENTS, { toastProblem: false }), { wrapper });

    // when the same is sent twice, and once more after the answer
    for (let time = 0; time < 3; time++) {
      act(() => result.current.mutate({ body: DEFINITION }));
      await waitFor(() => expect(server.asked).toHaveLength(time + 1));
      await waitFor(() => expect(result.current.isPending).toBe(false));
    }

    // then both attempts of the first intent came under one key
    const [first, retry, next] = server.asked.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(first).toBeTruthy();
    expect(retry).toBe(first);
    expect(next).not.toBe(first);
  });

  it("is seen by the reads that follow", async () => {
    // given a write that stands at position 42
    const server = new Server()
      .answers(`POST ${AGENTS}`, () => json({}, { headers: { "Ledger-Position": "42" } }))
      .answers(`GET ${AGENTS}`, () => json({ items: [] }))
      .answers("GET /api/v1/audit/events", () => json({ items: [] }));
    const { result } = renderHook(() => useWrite("post", AGENTS), { wrapper });
    act(() => result.current.mutate({ body: DEFINITION, ifMatch: 7 }));
    await waitFor(() => expect(result.current.isSuccess).toBe(true));
    expect(server.asked[0]?.headers.get("If-Match")).toBe('"7"');

    // when lists are read, then they wait for it; not so the log, where `after` is a place
    await read(AGENTS, {});
    await read("/api/v1/audit/events", {});
    expect(server.asked.slice(1).map(({ query }) => query.after)).toEqual(["42", undefined]);
  });
});
