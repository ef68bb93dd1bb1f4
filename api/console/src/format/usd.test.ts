import { describe, expect, it } from "vitest";
import { micros, share, usd } from "./usd";

describe("US dollars", () => {
  it.each(["0", "0.1", "0.000001", "1234567.891", "-0.0098", "25"])("keep %s as it is", (decimal) =>
    expect(usd(micros(decimal))).toBe(decimal),
  );

  it("have shares, and none of nothing", () => {
    expect(share(micros("0.25"), micros("1"))).toBe(0.25);
    expect(share(0n, 0n)).toBe(0);
  });
});
