import { describe, expect, it } from "vitest";
import { conditionOf } from "./condition";

const WELL = { failures: [], parked: 0, lagEvents: 0, lagSeconds: 0 };

describe("The condition of a projection", () => {
  it("tells the worst first", () => {
    const failures = [{ segment: 0, attempts: 3, cause: "boom" }];
    expect(conditionOf({ ...WELL, failures, parked: 2, lagEvents: 9, lagSeconds: 99 }).label).toBe("Stuck");
    expect(conditionOf({ ...WELL, parked: 2, lagEvents: 9, lagSeconds: 99 }).label).toBe("2 events wait");
    expect(conditionOf({ ...WELL, lagEvents: 9, lagSeconds: 99 }).label).toBe("Behind");
  });

  it("does not take a moment for a lag", () => {
    expect(conditionOf({ ...WELL, lagEvents: 9, lagSeconds: 0.2 }).label).toBe("Up to date");
  });
});
