package dev.agentledger.saga.sandbox;

import static dev.agentledger.saga.sandbox.Runs.LIMITS;
import static dev.agentledger.saga.sandbox.Runs.failure;
import static dev.agentledger.saga.sandbox.Runs.handling;
import static dev.agentledger.saga.sandbox.Runs.output;
import static dev.agentledger.saga.sandbox.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesTest {

  @Nested
  class TheHost {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "std",
          "os",
          "process",
          "java",
          "Java",
          "Packages",
          "Javy",
          "plugin",
          "java_invoke",
          "quickjs4j_engine",
          "fetch",
          "XMLHttpRequest",
          "WebAssembly",
          "Worker",
          "Deno",
          "Bun",
          "scriptArgs",
          "print",
          "load",
          "loadScript",
          "host",
          "$ledger_tell",
          "$ledger_main"
        })
    void isNotNamedAnywhere(String name) {
      String body =
          """
          const root = Function('return this')();
          return [typeof %1$s, typeof globalThis.%1$s, typeof root.%1$s, (0, eval)('typeof %1$s')];
          """
              .formatted(name);

      assertThat(output(handling(body)))
          .isEqualTo(List.of("undefined", "undefined", "undefined", "undefined"));
    }

    @Test
    void leavesOnlyTheLanguageInTheGlobalObject() {
      assertThat((List<?>) output(handling("return Reflect.ownKeys(globalThis).map(String)")))
          .map(String::valueOf)
          .contains("Object", "console", "TextEncoder", "TextDecoder")
          .noneMatch(name -> name.matches("(?i).*(java|host|ledger|javy|wasi|module|require).*"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "return import('fs')|Cannot import 'fs': the sandbox has no modules",
          "return import('std')|Cannot import 'std': the sandbox has no modules",
          "return import('qjs:os')|Cannot import 'qjs:os': the sandbox has no modules",
          "return import('file:///etc/passwd')|Cannot import 'file:///etc/passwd': the sandbox has no modules",
          "return import('../../etc/passwd')|Cannot import '../../etc/passwd': the sandbox has no modules",
          "return require('fs')|Cannot require 'fs': the sandbox has no modules",
          "return require('child_process')|Cannot require 'child_process': the sandbox has no modules",
        })
    void hasNoModules(String body, String message) {
      Failure failure = failure(handling(body));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).endsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "import fs from 'fs';\nexport default () => 1",
          "import 'fs';\nexport default () => 1",
          "export * from 'fs';\nexport default () => 1",
        })
    void hasNoModulesToImportEither(String code) {
      Failure failure = failure(run(code));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).isEqualTo("Cannot import 'fs': the sandbox has no modules");
      assertThat(failure.stack()).contains("agent.js:1:");
    }

    @Test
    void theHarnessIsNoModuleToLearnFrom() {
      Failure failure =
          failure(handling("return Reflect.ownKeys(await import('function.mjs')).map(String)"));

      assertThat(failure.message()).startsWith("The code waits for a promise that never settles");
      assertThat(
              output(run("export default async () => Object.keys(await import('function.mjs'))")))
          .isEqualTo(List.of("$ledger_top_level_handler", "default"));
    }
  }

  @Nested
  class AnotherRun {

    @Test
    void doesNotSeeWhatThisOneChanged() {
      String pollution =
          """
          Object.prototype.polluted = 'yes';
          Array.prototype.map = () => 'mine';
          JSON.stringify = () => '"mine"';
          globalThis.left = 'behind';
          ctx.run.id = 'forged';
          ctx.constructor.prototype.isAdmin = true;
          console.log = () => {};
          return 1;
          """;

      assertThat(output(handling(pollution))).isEqualTo(1);
      assertThat(
              output(
                  handling(
                      """
                      return [({}).polluted ?? null, [1].map((x) => x + 1), JSON.stringify({ a: 1 }),
                        typeof left, ctx.run.id, ctx.isAdmin ?? null];
                      """)))
          .isEqualTo(Arrays.asList(null, List.of(2), "{\"a\":1}", "undefined", "run-1", null));
    }

    @Test
    void keepsAPrototypeInTheInputAsPlainData() {
      Map<String, Object> input = Map.of("__proto__", Map.of("isAdmin", true), "constructor", 1);

      assertThat(
              output(
                  run(
                      "export default (input) => [input.isAdmin ?? null, ({}).isAdmin ?? null,"
                          + " Object.keys(input).sort()]",
                      input,
                      LIMITS)))
          .isEqualTo(Arrays.asList(null, null, List.of("__proto__", "constructor")));
    }
  }

  @Nested
  class TheResultChannel {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "JSON.stringify = () => '\"forged\"'",
          "JSON.parse = () => ({ call: 'forged' })",
          "Promise.prototype.then = function (f) { f('forged') }",
          "Promise.resolve = () => 'forged'",
          "Object.defineProperty(Promise.prototype, 'constructor', { value: function () {} })",
          "Array.prototype[Symbol.iterator] = function* () { yield 'forged' }",
          "Object.defineProperty(Array.prototype, '0', { set() {}, get() { return 'forged' }, configurable: true })",
          "Reflect.apply = () => 'forged'",
          "Function.prototype.call = () => 'forged'; Function.prototype.apply = () => 'forged'",
          "String.prototype.toWellFormed = () => 'forged'; String.prototype.slice = () => 'forged'",
          "String.prototype.toJSON = () => 'forged'",
          "globalThis.String = () => 'forged'",
          "globalThis.Promise = class { then(f) { f('forged') } }",
          "globalThis.java_invoke = () => 'forged'; globalThis.host = () => 'forged'",
          "Object.prototype.handler = () => 'forged'; Object.prototype.default = () => 'forged'",
          "Object.prototype.owner = { forged: true }",
          "Object.prototype.get = () => 'forged'; Object.prototype.value = 'forged'",
        })
    void carriesWhatTheHandlerReturned(String sabotage) {
      assertThat(output(run(sabotage + ";\nmodule.exports = async () => 'honest'")))
          .isEqualTo("honest");
      assertThat(output(run(sabotage + ";\nexport default () => 'honest'"))).isEqualTo("honest");
      assertThat(output(handling(sabotage + ";\nreturn 'honest'"))).isEqualTo("honest");
    }

    @Test
    void carriesTheTrueFailure() {
      Failure failure =
          failure(
              handling(
                  """
                  Object.prototype.toJSON = () => ({ kind: 'TIMEOUT', message: 'forged' });
                  Object.prototype.kind = 'CANCELLED';
                  JSON.stringify = () => '{"kind":"OUT_OF_MEMORY"}';
                  throw new Error('honest');
                  """));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.ERROR);
      assertThat(failure.message()).isEqualTo("honest");
    }

    @Test
    void cannotBeReachedThroughTheFramesOfAStack() {
      String body =
          """
          let frames = 'none';
          const watch = (_, sites) => { frames = sites; return ''; };
          Error.prepareStackTrace = watch;
          try { Object.defineProperty(Error, 'prepareStackTrace', { value: watch }) } catch {}
          try { delete Error.prepareStackTrace; Error.prepareStackTrace = watch; } catch {}
          TypeError.prepareStackTrace = watch;
          new Error('x').stack;
          new TypeError('x').stack;
          try { null.x } catch (e) { e.stack }
          return frames;
          """;

      assertThat(output(handling(body))).isEqualTo("none");
    }

    @Test
    void checksTheSizeWhateverTheCodeReplaced() {
      Failure failure =
          failure(
              handling(
                  """
                  Object.defineProperty(String.prototype, 'length', { get: () => 1 });
                  JSON.stringify = () => '1';
                  return 'x'.repeat(300000);
                  """));

      assertThat(failure.kind()).isEqualTo(Failure.Kind.OUTPUT_TOO_LARGE);
    }

    @Test
    void codeThatClosesItsEnclosureGainsNothing() {
      Failure failure =
          failure(
              run(
                  "}), (function () { return typeof java_invoke + typeof host + typeof"
                      + " $ledger_tell"));

      assertThat(failure.kind()).isIn(Failure.Kind.SYNTAX, Failure.Kind.NO_HANDLER);
    }
  }
}
