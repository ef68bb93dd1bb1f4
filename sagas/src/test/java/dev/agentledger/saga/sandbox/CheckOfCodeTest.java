package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.SANDBOX;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckOfCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.exports = async (input, ctx) => { throw new Error('never called') }",
        "export default () => { while (true); }",
        "function handler() {}",
      })
  void codeWithAHandlerIsFineAndItsHandlerIsNotCalled(String code) {
    assertThat(SANDBOX.check(code)).isEmpty();
  }

  static Arguments[] problems() {
    return new Arguments[] {
      Arguments.of(
          "module.exports = () => {\n  const a = ;\n}", 2, "unexpected token in expression: ';'"),
      Arguments.of(
          "const a = 1;\nexport default () => {\n  return a..b\n}", 3, "expecting field name"),
      Arguments.of(
          "module.exports = (a) => {\n  return {\n x: 1\n y: 2 }\n}",
          4,
          "Unexpected identifier 'y'"),
      Arguments.of(
          "module.exports = (a) => {\n  if (a) {\n    return 1", 3, "unexpected end of the code"),
      Arguments.of(
          "export default (a) => {\n  if (a) {\n    return 1", 3, "unexpected end of the code"),
      Arguments.of(
          "const a = 1;\nmodule.exports = () => `never closed\n", 2, "unexpected end of the code"),
      Arguments.of("const a = 1;\nnull.x", 2, "TypeError: cannot read property 'x' of null"),
      Arguments.of(
          "const a = 1;\nimport fs from 'fs';\nexport default () => 1",
          2,
          "Cannot import 'fs': the sandbox has no modules"),
      Arguments.of(
          "const fs = require('fs');\nmodule.exports = () => 1",
          1,
          "Cannot require 'fs': the sandbox has no modules"),
      Arguments.of(
          "const handler = 1",
          1,
          "The code defines no handler: assign one to module.exports, export it as default, or declare a function named handler"),
    };
  }

  @ParameterizedTest
  @MethodSource("problems")
  void aProblemHasAMessageAndALine(String code, int line, String message) {
    assertThat(SANDBOX.check(code))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.column()).isPositive();
            });
  }

  @Test
  void theTopLevelIsUnderTheSameLimits() {
    assertThat(SANDBOX.check("while (true);"))
        .contains(
            new CodeProblem("The code was stopped after 10000 ms, the time it may take", 1, 1));
    assertThat(SANDBOX.check("const a = []; while (true) a.push('x'.repeat(1e6) + a.length)"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("The code needs more than the 32 MiB of memory it may have"));
  }

  @Test
  void runningCodeThatDoesNotParseReportsItsLine() {
    Failure failure = failure(run("const a = 1;\n\nmodule.exports = () => { const b = (3 + ; }"));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.SYNTAX);
    assertThat(failure.message())
        .isEqualTo("SyntaxError: unexpected token in expression: ';' (line 3)");
    assertThat(failure.stack()).startsWith("SyntaxError: unexpected").contains("agent.js:3:");
  }
}
