package dev.agentledger.events.run;

/**
 * Tokens that a model call used, each counted in one class only.
 *
 * @param input read anew: without what came from or went to the provider's cache
 * @param output written: without reasoning
 * @param cacheRead read from the provider's cache
 * @param cacheWrite written to the provider's cache
 * @param reasoning written but not shown
 */
public record TokenUsage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {

  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        reasoning + other.reasoning);
  }

  public long total() {
    return input + output + cacheRead + cacheWrite + reasoning;
  }
}
