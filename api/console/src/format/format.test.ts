import { describe, expect, it } from "vitest";
import { duration, money, period, relativeTime, shortId, words } from "./format";

describe("money", () => {
  it.each([
    ["0", "$0.00"],
    ["0.25", "$0.25"],
    ["0.5", "$0.50"],
    ["0.000375", "$0.000375"],
    ["1234567.891", "$1,234,567.891"],
    ["-3.1", "-$3.10"],
    ["12345678901234567890.01", "$12,345,678,901,234,567,890.01"],
  ])("shows %s as %s", (decimal, shown) => expect(money(decimal)).toBe(shown));
});

describe("duration", () => {
  it.each([
    [0, "0 ms"],
    [840, "840 ms"],
    [1_000, "1 s"],
    [3_240, "3.2 s"],
    [59_990, "1 min"],
    [245_000, "4 min 5 s"],
    [7_380_000, "2 h 3 min"],
    [273_600_000, "3 d 4 h"],
  ])("shows %d milliseconds as %s", (millis, shown) => expect(duration(millis)).toBe(shown));
});

describe("period", () => {
  it.each([
    ["PT24H", "24 h"],
    ["P3D", "3 d"],
    ["PT1H30M", "1 h 30 min"],
  ])("shows %s as %s", (span, shown) => expect(period(span)).toBe(shown));
});

describe("relative time", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");

  it.each([
    ["2026-01-01T11:59:58Z", "just now"],
    ["2026-01-01T11:55:00Z", "5m ago"],
    ["2026-01-01T14:00:00Z", "in 2h"],
  ])("shows %s as %s", (instant, shown) => expect(relativeTime(instant, now)).toBe(shown));
});

describe("words for people", () => {
  it("keeps what tells an id from others", () => {
    expect(shortId("agt_007aed4f41c5e9ed90329dfd")).toBe("agt_007a…9dfd");
    expect(shortId("sha256:2b2e62106ab3")).toBe("2b2e6210…");
    expect(shortId("key_1")).toBe("key_1");
  });

  it("turns a term of the API into words", () => expect(words("promotion-requested")).toBe("Promotion requested"));
});
