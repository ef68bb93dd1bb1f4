package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.LIMITS;
import static dev.agentledger.saga.sandbox.Runs.SANDBOX;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.handling;
import static dev.agentledger.saga.sandbox.Runs.output;
import static dev.agentledger.saga.sandbox.Runs.run;
import static dev.agentledger.saga.sandbox.Runs.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsOfRunsTest {

  @BeforeAll
  static void startTheEngine() {
    run("module.exports = () => 1");
  }

  private static boolean anExecutionIsAlive() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sandbox"));
  }

  @Nested
  class Time {

    private static final Duration LIMIT = Duration.ofMillis(700);

    @ParameterizedTest
    @ValueSource(
        strings = {
          "while (true);",
          "for (;;) { try { throw 1 } catch {} finally { continue } }",
          "/(a+)+$/.test('a'.repeat(60) + 'b')",
          "/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))",
          "'a'.repeat(60).replace(/(a|a)+$(?<!a)/g, '')",
          "async function f() { while (true) await null } await f()",
          "const again = () => void Promise.resolve().then(again); again(); await new Promise(() => {})",
          "const f = () => queueMicrotask(f); f(); await new Promise(() => {})",
          "Array.prototype.forEach.call({ length: 1e9 }, () => 1)",
          "[3, 2, 1].sort(() => { while (true); })",
          "return { get x() { while (true); } }",
          "return { toJSON() { while (true); } }",
          "throw { get message() { while (true); } }",
          "ctx.log({ toJSON() { while (true); } })",
          "while (true) ctx.log('x')",
          "new Function('while (true);')()",
          "let n = 3n; while (true) n = n * n % 170141183460469231731687303715884105727n",
          "function* g() { while (true) yield 1 } for (const x of g());",
          "Object.defineProperty(Array.prototype, 0, { get() { while (true); }, set() {} }); return [,]",
        })
    void trulyStopsTheCode(String body) {
      SandboxResult result = handling(body, within(LIMIT));

      assertThat(failure(result))
          .isEqualTo(
              new Failure(
                  Failure.Kind.TIMEOUT,
                  "The code was stopped after 700 ms, the time it may take",
                  ""));
      assertThat(result.took()).isGreaterThanOrEqualTo(LIMIT);
      assertThat(anExecutionIsAlive()).isFalse();
    }

    @Test
    void alsoStopsTheTopLevel() {
      assertThat(failure(run("while (true);\nmodule.exports = 1", null, within(LIMIT))).kind())
          .isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(failure(run("while (true);\nexport default 1", null, within(LIMIT))).kind())
          .isEqualTo(Failure.Kind.TIMEOUT);
    }

    @Test
    void alsoStopsTheParser() {
      String code = "module.exports = () => [" + "0,".repeat(2_000_000) + "]";

      SandboxResult result = run(code, null, within(Duration.ofMillis(50)));

      assertThat(failure(result).kind()).isIn(Failure.Kind.TIMEOUT, Failure.Kind.OUT_OF_MEMORY);
    }

    @Test
    void thatIsShorterThanTheStartOfAnEngineHoldsToo() {
      assertThat(failure(handling("return 1", within(Duration.ofNanos(1)))).kind())
          .isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(output(handling("return 1"))).isEqualTo(1);
    }
  }

  @Nested
  class MemoryOfTheCode {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "let a = []; while (true) a.push(new Array(1e6).fill(1))",
          "let a = []; while (true) a.push({ a: 1 })",
          "return 'x'.repeat(2 ** 29)",
          "let s = 'ab'; while (true) s += s + Math.random()",
          "new Uint8Array(2 ** 30)",
          "new ArrayBuffer(64 * 1024 * 1024)",
          "const a = []; while (true) a.push(new Float64Array(1e5))",
          "const m = new Map(); for (let i = 0; ; i++) m.set(i, 'x' + i)",
          "let n = 1n; while (true) n = n << 100000n",
          "let o = null; while (true) o = { o }",
          "const a = []; while (true) a.push(() => a)",
          "async function f() { await null; return Promise.all([f(), f()]) } return f()",
          "return JSON.stringify(new Array(1e7).fill('xxxxxxxxxx'))",
        })
    void isCapped(String body) {
      Failure failure = failure(handling(body));

      assertThat(failure.message())
          .isIn(
              "The code needs more than the 32 MiB of memory it may have",
              "RangeError: Array buffer allocation failed",
              "RangeError: invalid array buffer length",
              "InternalError: string too long",
              "RangeError: invalid string length",
              "RangeError: BigInt is too large to allocate");
      assertThat(anExecutionIsAlive()).isFalse();
    }

    @Test
    void isAsLargeAsTheCallerSays() {
      String body = "return new Uint8Array(40 * 1024 * 1024).length";

      assertThat(failure(handling(body, new SandboxLimits(Duration.ofSeconds(9), 32, 100))).kind())
          .isEqualTo(Failure.Kind.OUT_OF_MEMORY);
      assertThat(output(handling(body, new SandboxLimits(Duration.ofSeconds(9), 64, 100))))
          .isEqualTo(40 * 1024 * 1024);
    }

    @Test
    void isAllThatTheHostPays() {
      long before = liveHeap();
      CompletableFuture<SandboxResult> bomb =
          CompletableFuture.supplyAsync(
              () -> handling("let a = []; while (true) a.push(new Array(1e4).fill(1))"));
      long most = 0;
      do {
        most = Math.max(most, liveHeap());
      } while (!isOver(bomb));

      assertThat(failure(bomb.join()).kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY);
      assertThat(most - before).isLessThan(48L * 1024 * 1024);
      assertThat(liveHeap() - before).isLessThan(8L * 1024 * 1024);
    }

    @Test
    void alsoHoldsTheInput() {
      Object input = Map.of("text", "x".repeat(40 * 1024 * 1024));

      assertThat(failure(run("module.exports = () => 1", input, LIMITS)).kind())
          .isEqualTo(Failure.Kind.OUT_OF_MEMORY);
    }

    /** Gives the code time to run: it stands still while the heap is collected. */
    private static boolean isOver(CompletableFuture<?> run) {
      try {
        run.get(100, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException _) {
        return false;
      } catch (InterruptedException | ExecutionException failure) {
        throw new AssertionError(failure);
      }
    }

    private static long liveHeap() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  @Nested
  class Output {

    @Test
    void isCapped() {
      Failure failure = failure(handling("return 'x'.repeat(256 * 1024 - 1)"));

      assertThat(failure)
          .isEqualTo(
              new Failure(
                  Failure.Kind.OUTPUT_TOO_LARGE,
                  "The result has 262145 bytes of JSON; 262144 are allowed",
                  ""));
    }

    @Test
    void mayTakeAllThatIsAllowed() {
      assertThat(output(handling("return 'x'.repeat(256 * 1024 - 2)")))
          .isEqualTo("x".repeat(256 * 1024 - 2));
    }

    @Test
    void isCountedInBytes() {
      SandboxLimits limits = new SandboxLimits(Duration.ofSeconds(9), 32, 10);

      assertThat(output(handling("return '\u00e4\u00e4\u00e4\u00e4'", limits)))
          .isEqualTo("\u00e4\u00e4\u00e4\u00e4");
      assertThat(failure(handling("return '\u00e4\u00e4\u00e4\u00e4x'", limits)).kind())
          .isEqualTo(Failure.Kind.OUTPUT_TOO_LARGE);
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new SandboxLimits(Duration.ZERO, 32, 1))
        .hasMessage("wallTime must be positive, but is PT0S");
    assertThatThrownBy(() -> new SandboxLimits(Duration.ofSeconds(1), 2, 1))
        .hasMessage("memoryMiB must be between 4 and 1024, but is 2");
    assertThatThrownBy(() -> new SandboxLimits(Duration.ofSeconds(1), 32, 0))
        .hasMessage("outputBytes must be positive, but is 0");
  }

  @Test
  void inputThatIsNoJsonValueIsRefused() {
    assertThatThrownBy(
            () -> SANDBOX.run("export default 1", new Object(), SandboxContext.empty(), LIMITS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not a plain JSON value");
  }
}
