package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.LIMITS;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.output;
import static dev.agentledger.saga.sandbox.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsOfCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.exports = async (input, ctx) => input.n + 1",
        "module.exports = (input, ctx) => input.n + 1",
        "module.exports = function (input) { return input.n + 1 }",
        "exports.handler = async (input) => input.n + 1",
        "exports.default = async (input) => input.n + 1",
        "module.exports = { handler: async (input) => input.n + 1 }",
        "const step = 1;\nmodule.exports = { step, handler(input) { return input.n + this.step } }",
        "export default async (input) => input.n + 1",
        "export default (input) => input.n + 1;",
        "export default function (input) { return input.n + 1 }",
        "export default async function count(input) { return input.n + 1 }",
        "export default { handler: (input) => input.n + 1 }",
        "const step = 1;\n  export default (input) => input.n + step",
        "export async function handler(input) { return input.n + 1 }",
        "const f = (input) => input.n + 1; export { f as default }",
        "function handler(input, ctx) { return input.n + 1 }",
        "async function handler(input, ctx) { return input.n + 1 }",
        "const handler = async (input, ctx) => input.n + 1",
        "const step = await Promise.resolve(1);\nmodule.exports = (input) => input.n + step",
        "const step = await Promise.resolve(1);\nfunction handler(input) { return input.n + step }",
        "/*\nexport default nothing\n*/\nfunction handler(input) { return input.n + 1 }",
        "const text = `\nexport default `;\nmodule.exports = (input) => { with (input) { return n + 1 } }",
        "function handler(input) { return input.n + 1 } // the end",
        "\ufefffunction handler(input) { return input.n + 1 }",
      })
  void definesAHandler(String code) {
    assertThat(output(run(code, Map.of("n", 41), LIMITS))).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "const answer = 42;",
        "module.exports = 42",
        "module.exports = {}",
        "export default 42",
        "export const answer = 42;",
        "const handler = 5",
        "module.exports = null"
      })
  void withoutAHandlerIsRefused(String code) {
    Failure failure = failure(run(code));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.NO_HANDLER);
    assertThat(failure.message())
        .isEqualTo(
            "The code defines no handler: assign one to module.exports, export it as default, or"
                + " declare a function named handler");
  }

  @Test
  void awaitsWhatTheHandlerPromises() {
    String code =
        """
        const later = (n, value) => n === 0 ? Promise.resolve(value) : Promise.resolve().then(() => later(n - 1, value));
        export default async (input) => Promise.all([later(3, 'a'), later(1, 'b')]);
        """;

    assertThat(output(run(code))).isEqualTo(List.of("a", "b"));
  }

  @Test
  void anythingThenableCounts() {
    assertThat(output(run("module.exports = () => ({ then(resolve) { resolve(7) } })")))
        .isEqualTo(7);
  }

  @Test
  void workThatIsLeftWhenTheHandlerReturnsIsDropped() {
    String code =
        """
        async function forever() { while (true) await null }
        module.exports = async () => { forever(); return 'done' };
        """;

    assertThat(output(run(code))).isEqualTo("done");
  }

  @Test
  void plainValuesPassThroughUnchanged() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("text", "gr\u00fc\u00df dich \ud83d\ude00 \"quoted\"\n\u2028\u0000");
    input.put("whole", 42);
    input.put("large", 9_007_199_254_740_991L);
    input.put("negative", -1_234_567_890_123L);
    input.put("fraction", 0.1);
    input.put("tiny", 5e-324);
    input.put("yes", true);
    input.put("nothing", null);
    input.put("list", new ArrayList<>(List.of(1, "two", List.of(3.5), Map.of())));
    input.put("__proto__", Map.of("polluted", true));

    assertThat(output(run("export default (input) => input", input, LIMITS))).isEqualTo(input);
  }

  @Test
  void numbersAreDoubles() {
    List<Object> input =
        List.of(9_007_199_254_740_993L, new BigInteger("100000000000000000000"), 1e300);

    assertThat(output(run("export default (input) => input", input, LIMITS)))
        .isEqualTo(List.of(9_007_199_254_740_992L, new BigInteger("100000000000000000000"), 1e300));
  }

  @Test
  void loneSurrogatesBecomeEscapesOrReplacements() {
    assertThat(
            output(
                run(
                    "module.exports = (i, ctx) => { ctx.log('\\ud83d'); return 'a\\ud83d'.length }")))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.exports = () => undefined",
        "module.exports = () => {}",
        "module.exports = () => null",
        "module.exports = async () => {}",
        "module.exports = () => NaN"
      })
  void nothingIsNull(String code) {
    assertThat(output(run(code))).isNull();
  }
}
