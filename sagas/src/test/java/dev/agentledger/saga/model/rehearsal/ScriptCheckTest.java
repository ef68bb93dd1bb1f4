package dev.agentledger.saga.model.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.events.agent.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be wrong with a script is said with its place. */
class ScriptCheckTest {

  private static Object json(String text) throws Exception {
    return new JsonMapper().readValue(text, Object.class);
  }

  @Test
  void whatCanBeFollowedIsNotFound() throws Exception {
    var script =
        """
        [{"calls": [{"tool": "x", "arguments": {"a": 1}}, {"tool": "y"}], "text": "So:"},
         {"fail": {"kind": "k", "message": "m", "retryable": true, "retryAfterMillis": 5}},
         {"stall": 500},
         {"answer": null},
         {"answer": {"a": 1}, "usage": {"input": 1, "output": 2}}]""";

    assertThat(ScriptCheck.of(json(script))).isEmpty();
    assertThat(ScriptCheck.of(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {}                                            | ``
          [5]                                           | /0
          [{}]                                          | /0
          [{"answer":1,"stall":1}]                      | /0
          [{"answer":1,"odd":1}]                        | /0
          [{"answer":1},{"calls":[]}]                   | /1/calls
          [{"calls":[{"arguments":{}}]}]                | /0/calls/0
          [{"calls":[{"tool":"x","args":{}}]}]          | /0/calls/0
          [{"calls":[{"tool":"x"}],"text":5}]           | /0/text
          [{"fail":{}}]                                 | /0/fail
          [{"fail":{"kind":"x","retryable":"yes"}}]     | /0/fail/retryable
          [{"fail":{"kind":"x","retryAfterMillis":-1}}] | /0/fail/retryAfterMillis
          [{"stall":"long"}]                            | /0/stall
          [{"stall":-5}]                                | /0/stall
          [{"answer":1,"usage":{"input":-1}}]           | /0/usage
          [{"answer":1,"usage":{"tokens":1}}]           | /0/usage
          """)
  void whatCannotIs(String script, String place) throws Exception {
    assertThat(ScriptCheck.of(json(script)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.pointer()).isEqualTo(place);
              assertThat(finding.rule()).isEqualTo("rehearsal.script");
              assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            });
  }
}
