import { describe, expect, it } from "vitest";
import { orders, percentOf, stateOf } from "./rebuilds";

describe("A rebuild", () => {
  it("is never told to be further than it is", () => {
    expect(percentOf({ position: 999, head: 1_000 })).toBe(99);
    expect(percentOf({ position: 0, head: 0 })).toBe(100);
    expect(percentOf({ position: 5, head: 4 })).toBe(100);
  });

  it("can be confirmed only when it waits for it, and not changed when it is over", () => {
    expect(orders({ state: "running" })).toEqual(["pause", "cancel"]);
    expect(orders({ state: "awaiting-confirmation" })).toContain("confirm");
    expect(orders({ state: "switched" })).toEqual([]);
  });

  it("says whether it switches by itself", () => {
    const running = { state: "running", kind: "rebuild" } as const;
    expect(stateOf({ ...running, switching: "automatic" })).toContain("by itself");
    expect(stateOf({ ...running, switching: "on-confirmation" })).toContain("somebody to confirm");
  });
});
