package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.LIMITS;
import static dev.agentledger.saga.sandbox.Runs.SANDBOX;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.handling;
import static dev.agentledger.saga.sandbox.Runs.output;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextAndLogTest {

  @Test
  void theHandlerIsToldItsRunAndItsAgent() {
    assertThat(output(handling("return [ctx.run, ctx.agent, Object.keys(ctx.services)]")))
        .isEqualTo(
            List.of(
                Map.of("id", "run-1", "attempt", 1),
                Map.of("id", "agent-1", "slug", "counter", "version", "v1"),
                List.of("log")));
  }

  @Test
  void everyLogGoesToTheSameBook() {
    SandboxResult result =
        handling(
            """
            ctx.log('plain', 1, { a: [true] }, null, undefined, 10n);
            ctx.log.debug('d'); ctx.log.info('i'); ctx.log.warn('w'); ctx.log.error('e');
            console.log('cl'); console.debug('cd'); console.info('ci'); console.warn('cw'); console.error('ce');
            ctx.services.log('s');
            ctx.log(new TypeError('bad'));
            """);

    assertThat(result.logs())
        .containsExactly(
            new LogLine("info", "plain 1 {\"a\":[true]} null undefined 10"),
            new LogLine("debug", "d"),
            new LogLine("info", "i"),
            new LogLine("warn", "w"),
            new LogLine("error", "e"),
            new LogLine("info", "cl"),
            new LogLine("debug", "cd"),
            new LogLine("info", "ci"),
            new LogLine("warn", "cw"),
            new LogLine("error", "ce"),
            new LogLine("info", "s"),
            new LogLine("info", "TypeError: bad"));
  }

  @Test
  void whatCannotBeShownDoesNotFailTheRun() {
    SandboxResult result =
        handling(
            """
            const cycle = {}; cycle.self = cycle;
            ctx.log(cycle);
            ctx.log({ toJSON() { throw new Error('no') } });
            ctx.log(Symbol('s'), () => 1);
            return 'fine';
            """);

    assertThat(output(result)).isEqualTo("fine");
    assertThat(result.logs()).hasSize(3);
    assertThat(result.logs().getFirst().message()).isEqualTo("[a value that cannot be shown]");
  }

  @Test
  void theLogOfAFailedRunIsKept() {
    SandboxResult result = handling("ctx.log('before'); throw new Error('boom')");

    assertThat(failure(result).message()).isEqualTo("boom");
    assertThat(result.logs()).containsExactly(new LogLine("info", "before"));
  }

  @Test
  void theLogOfAStoppedRunIsKept() {
    SandboxResult result =
        handling("ctx.log('before'); while (true);", Runs.within(Duration.ofMillis(500)));

    assertThat(failure(result).kind()).isEqualTo(Failure.Kind.TIMEOUT);
    assertThat(result.logs()).containsExactly(new LogLine("info", "before"));
  }

  @Test
  void tooManyLinesAreDroppedWithANote() {
    SandboxResult result = handling("for (let i = 0; i < 1000; i++) ctx.log('line ' + i)");

    assertThat(result.logs()).hasSize(201);
    assertThat(result.logs().get(199)).isEqualTo(new LogLine("info", "line 199"));
    assertThat(result.logs().getLast())
        .isEqualTo(new LogLine("warn", "Log truncated: at most 200 lines and 16 KiB are kept"));
  }

  @Test
  void exactlyAsManyLinesAsAllowedNeedNoNote() {
    SandboxResult result = handling("for (let i = 0; i < 200; i++) ctx.log('line ' + i)");

    assertThat(result.logs()).hasSize(200);
  }

  @Test
  void aHugeLineIsCutWithANote() {
    SandboxResult result = handling("ctx.log('x'.repeat(1e6)); ctx.log('more'); return 1");

    assertThat(output(result)).isEqualTo(1);
    assertThat(result.logs())
        .containsExactly(
            new LogLine("info", "x".repeat(16 * 1024)),
            new LogLine("warn", "Log truncated: at most 200 lines and 16 KiB are kept"));
  }

  @Test
  void theSameRunDrawsTheSameNumbersAndAnotherRunOthers() {
    String code = "module.exports = () => [Math.random(), Math.random()]";
    SandboxContext other = new SandboxContext(Map.of("id", "run-2", "attempt", 1), Map.of());

    Object first = output(SANDBOX.run(code, null, Runs.CONTEXT, LIMITS));
    Object again = output(SANDBOX.run(code, null, Runs.CONTEXT, LIMITS));
    Object different = output(SANDBOX.run(code, null, other, LIMITS));

    assertThat(again).isEqualTo(first);
    assertThat(different).isNotEqualTo(first);
    assertThat((List<?>) first)
        .doesNotHaveDuplicates()
        .allSatisfy(n -> assertThat(((Number) n).doubleValue()).isBetween(0.0, 1.0));
  }

  @Test
  void theClockIsTheHosts() {
    Instant before = Instant.now().minusMillis(1);

    Object now = output(handling("return Date.now()"));

    assertThat(Instant.ofEpochMilli(((Number) now).longValue()))
        .isBetween(before, Instant.now().plusMillis(1));
  }
}
