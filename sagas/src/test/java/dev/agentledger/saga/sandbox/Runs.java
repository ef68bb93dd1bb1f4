package dev.agentledger.saga.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

/** Short forms of what the sandbox's tests ask for. */
final class Runs {

  static final Sandbox SANDBOX = new QuickJsSandbox();
  static final SandboxLimits LIMITS = SandboxLimits.defaults().withWallTime(Duration.ofSeconds(30));
  static final SandboxContext CONTEXT =
      new SandboxContext(
          Map.of("id", "run-1", "attempt", 1),
          Map.of("id", "agent-1", "slug", "counter", "version", "v1"));

  private Runs() {}

  static SandboxResult run(String code, Object input, SandboxLimits limits) {
    return SANDBOX.run(code, input, CONTEXT, limits);
  }

  static SandboxResult run(String code) {
    return run(code, null, LIMITS);
  }

  /** A run of a handler with the given body. */
  static SandboxResult handling(String body) {
    return run("module.exports = async (input, ctx) => {" + body + "\n};");
  }

  static SandboxResult handling(String body, SandboxLimits limits) {
    return run("module.exports = async (input, ctx) => {" + body + "\n};", null, limits);
  }

  static Object output(SandboxResult result) {
    assertThat(result).isInstanceOf(SandboxResult.Returned.class);
    return ((SandboxResult.Returned) result).output();
  }

  static Failure failure(SandboxResult result) {
    assertThat(result).isInstanceOf(SandboxResult.Failed.class);
    return ((SandboxResult.Failed) result).failure();
  }

  static SandboxLimits within(Duration wallTime) {
    return SandboxLimits.defaults().withWallTime(wallTime);
  }
}
