import { describe, expect, it } from "vitest";
import { asOfIn, momentOf, placeOf } from "./history";

function event(position: number, contract: string, at: string, payload = {}, envelope = {}) {
  return {
    position,
    eventId: `evt_${position}`,
    streamType: "agent",
    streamId: "agt_1",
    sequence: position,
    recordedAt: at,
    contract,
    revision: 1,
    envelope: { actor: "ada", ...envelope },
    payload,
  };
}

const MOMENTS = [
  event(10, "agent.drafted", "2026-11-12T10:00:00Z", { version: { number: 1 } }),
  event(14, "agent.promotion-requested", "2026-11-12T10:04:00Z", { version: { number: 1 } }),
  event(20, "agent.promotion-rejected", "2026-11-12T11:00:00Z", { reason: "Too vague" }, { actor: "system:promotion-saga", onBehalfOf: "grace" }),
].map(momentOf);

describe("The moments of an agent", () => {
  it("are sentences about who did what and why", () => {
    expect(MOMENTS.map(({ by, text, note }) => [by, text, note])).toEqual([
      ["ada", "drafted version 1", undefined],
      ["ada", "asked to promote version 1", undefined],
      ["grace", "rejected the promotion", "Too vague"],
    ]);
  });

  it.each([
    ["9", -1],
    ["10", 0],
    ["13", 0],
    ["14", 1],
    ["99", 2],
    ["2026-11-12T09:59:59Z", -1],
    ["2026-11-12T10:04:00Z", 1],
    ["2026-11-12T12:03:00+02:00", 0],
  ])("are found as of %s", (asOf, place) => {
    expect(placeOf(MOMENTS, asOf)).toBe(place);
  });

  it("are named by a position or an instant, and by nothing else", () => {
    expect(asOfIn("14")).toBe("14");
    expect(asOfIn("2026-11-12T10:04:00Z")).toBe("2026-11-12T10:04:00Z");
    expect(asOfIn("yesterday")).toBeUndefined();
    expect(asOfIn(undefined)).toBeUndefined();
  });
});
