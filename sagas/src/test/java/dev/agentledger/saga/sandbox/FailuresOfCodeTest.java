package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.handling;
import static dev.agentledger.saga.sandbox.Runs.output;
import static dev.agentledger.saga.sandbox.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresOfCodeTest {

  @Nested
  class Throwing {

    @Test
    void anErrorNamesTheLinesOfTheScript() {
      String code =
          """
          function deep(value) {
            throw new RangeError('too ' + value);
          }
          module.exports = (input) => {
            return deep('much');
          };
          """;

      Failure failure = failure(run(code));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).isEqualTo("RangeError: too much");
      assertThat(failure.stack())
          .matches(
              "RangeError: too much\\n"
                  + "    at deep \\(agent\\.js:2:\\d+\\)\\n"
                  + "    at <anonymous> \\(agent\\.js:5:\\d+\\)");
    }

    @Test
    void anErrorNamesTheLinesOfTheModule() {
      String code =
          """
          const deep = async (value) => {
            await null;
            throw new Error('too ' + value);
          };
          export default async (input) => {
            return await deep('much');
          };
          """;

      Failure failure = failure(run(code));

      assertThat(failure.message()).isEqualTo("too much");
      assertThat(failure.stack()).startsWith("Error: too much\n    at deep (agent.js:3:");
      assertThat(failure.stack()).doesNotContain("ledger").doesNotContain("function.mjs");
    }

    @Test
    void columnsOfTheFirstLineAreThoseOfTheCode() {
      String code = "module.exports = () => { throw new Error('x') }";

      assertThat(CodeStack.top("x", failure(run(code)).stack()))
          .hasValueSatisfying(
              place -> {
                assertThat(place.line()).isEqualTo(1);
                assertThat(place.column()).isBetween(25, code.length());
              });
    }

    @Test
    void theTopLevelMayThrowToo() {
      Failure failure = failure(run("const a = 1;\nnull.x;\nmodule.exports = () => 1"));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).isEqualTo("TypeError: cannot read property 'x' of null");
      assertThat(failure.stack()).contains("(agent.js:2:");
    }

    @Test
    void theTopLevelOfAModuleMayThrowToo() {
      Failure failure = failure(run("const a = 1;\nnull.x;\nexport default () => 1"));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.stack()).contains("(agent.js:2:");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "throw 'text'|Thrown: text",
          "throw 42|Thrown: 42",
          "throw undefined|Thrown: undefined",
          "throw null|Thrown: null",
          "throw { code: 7 }|Thrown: {\"code\":7}",
          "throw Symbol('s')|Thrown: Symbol(s)",
          "throw 10n|Thrown: 10",
          "throw () => 1|Thrown: () => 1",
          "throw { get message() { throw 1 } }|Thrown: a value that cannot be described",
          "throw new Proxy({}, { get() { throw 1 } })|Thrown: a value that cannot be described",
          "return Promise.reject('text')|Thrown: text",
          "return Promise.reject(new Error('late'))|late",
          "throw Object.assign(new Error('x'), { name: 'Mine' })|Mine: x",
        })
    void anythingCanBeThrown(String body, String message) {
      Failure failure = failure(handling(body));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).isEqualTo(message);
    }

    @Test
    void aHugeMessageIsCut() {
      assertThat(failure(handling("throw new Error('x'.repeat(1e6))")).message()).hasSize(4000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.exports = () => new Promise(() => {})",
        "module.exports = async () => { await new Promise(() => {}) }",
        "export default () => ({ then() {} })",
        "await new Promise(() => {}); export default () => 1",
      })
  void aPromiseThatNeverSettlesIsAFailure(String code) {
    assertThat(failure(run(code)))
        .isEqualTo(
            new Failure(
                Failure.Kind.ERROR,
                "The code waits for a promise that never settles: nothing is left that could settle"
                    + " it",
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function f() { return f() + 1 } return f()",
        "const f = () => [1].map(f); f()",
        "const o = {}; o.toString = () => '' + o; return '' + o",
        "class A { get x() { return this.x } } return new A().x",
        "return JSON.parse('['.repeat(1e6))",
        "return new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5))",
        "return eval('('.repeat(1e5))",
        "const p = new Proxy({}, { get(t, k, r) { return r[k] } }); return p.x",
        "try { (function f() { f() })() } catch { return 'caught' }",
      })
  void deepRecursionIsAFailure(String body) {
    Failure failure = failure(handling(body));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
    assertThat(failure.message())
        .isEqualTo("The stack is exhausted: the code recurses or nests too deeply");
  }

  @Test
  void reasonableRecursionWorks() {
    assertThat(output(handling("const f = (n) => n === 0 ? 0 : 1 + f(n - 1); return f(500)")))
        .isEqualTo(500);
  }

  @Nested
  class WhatIsNotJson {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "return () => 1|the result is a function",
          "return Symbol('s')|the result is a symbol",
          "return { a: { b: () => 1 } }|the result holds at 'b' a function",
          "return { toJSON() { throw new Error('no') } }|no",
          "return { get x() { throw new Error('trap') } }|trap",
        })
    void isAFailure(String body, String reason) {
      Failure failure = failure(handling(body));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_JSON);
      assertThat(failure.message()).isEqualTo("The result cannot be written as JSON: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "return 10n",
          "const a = {}; a.a = a; return a",
          "return [[10n]]",
        })
    void isAFailureInTheEnginesWords(String body) {
      Failure failure = failure(handling(body));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_JSON);
      assertThat(failure.message()).containsAnyOf("BigInt", "bigint", "circular");
    }

    @Test
    void nestingBeyondWhatCanBeReadIsAFailure() {
      Failure failure =
          failure(handling("let a = []; for (let i = 0; i < 2000; i++) a = [a]; return a"));

      assertThat(failure.kind()).isIn(Failure.Kind.NOT_JSON, Failure.Kind.ERROR);
    }
  }
}
