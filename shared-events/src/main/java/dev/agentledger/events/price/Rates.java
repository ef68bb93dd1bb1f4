package dev.agentledger.events.price;

import dev.agentledger.events.run.TokenUsage;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a model costs, in millionths of a US dollar for a million tokens of each class.
 *
 * @param cacheRead as {@code input} when absent
 * @param cacheWrite as {@code input} when absent
 * @param reasoning as {@code output} when absent
 * @param perCall for each call besides its tokens; nothing when absent
 */
public record Rates(
    long input,
    long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    @Nullable Long perCall) {

  /** A dollar for one token. */
  public static final long MOST = 1_000_000_000_000L;

  public static final Rates FREE = new Rates(0, 0, null, null, null, null);

  private static final BigInteger TOKENS_OF_A_RATE = BigInteger.valueOf(1_000_000);
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  public Rates {
    check("input", input);
    check("output", output);
    check("cacheRead", cacheRead);
    check("cacheWrite", cacheWrite);
    check("reasoning", reasoning);
    check("perCall", perCall);
  }

  private static void check(String kind, @Nullable Long rate) {
    if (rate != null && (rate < 0 || rate > MOST)) {
      throw new IllegalArgumentException(
          "The rate of %s must be between 0 and 1000000 US dollars".formatted(kind));
    }
  }

  /**
   * What a call costs, in millionths of a US dollar.
   *
   * <p>All classes are added up exactly; only their sum is rounded, up. What is more than a {@code
   * long} holds costs the largest that it holds. A negative count is none.
   */
  public long costMicros(TokenUsage usage) {
    var tokens =
        cost(usage.input(), input)
            .add(cost(usage.output(), output))
            .add(cost(usage.cacheRead(), cacheRead == null ? input : cacheRead))
            .add(cost(usage.cacheWrite(), cacheWrite == null ? input : cacheWrite))
            .add(cost(usage.reasoning(), reasoning == null ? output : reasoning));
    var parts = tokens.divideAndRemainder(TOKENS_OF_A_RATE);
    var roundedUp = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    return roundedUp
        .add(BigInteger.valueOf(perCall == null ? 0 : perCall))
        .min(LARGEST)
        .longValueExact();
  }

  private static BigInteger cost(long tokens, long rate) {
    return BigInteger.valueOf(Math.max(0, tokens)).multiply(BigInteger.valueOf(rate));
  }
}
