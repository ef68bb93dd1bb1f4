import { describe, expect, it } from "vitest";
import { durationOf, hoursOf } from "./durations";

describe("A wait in hours", () => {
  it.each([
    ["PT24H", 24],
    ["PT1H30M", 1.5],
    ["PT45S", 0.0125],
    ["PT0S", 0],
  ])("reads %s and says it again", (duration, hours) => {
    expect(hoursOf(duration)).toBe(hours);
    expect(durationOf(hours)).toBe(duration);
  });

  it("takes days for what they are, and no nonsense", () => {
    expect(hoursOf("P2DT3H")).toBe(51);
    expect(hoursOf("soon")).toBeUndefined();
  });
});
