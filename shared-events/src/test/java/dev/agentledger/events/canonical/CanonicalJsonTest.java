package dev.agentledger.events.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.events.EventSamples;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.SmokeTest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Test
  void namesAreInOrderAndNumbersInTheirShortestForm() {
    var value = new LinkedHashMap<String, Object>();
    value.put("b", 1.0);
    value.put("a", List.of(1e21, 0.000001, "\u20ac"));

    assertThat(textOf(value)).isEqualTo("{\"a\":[1e+21,0.000001,\"\u20ac\"],\"b\":1}");
  }

  @Test
  void aValueAloneHasAFormToo() {
    assertThat(textOf("two words")).isEqualTo("\"two words\"");
    assertThat(textOf(1.0)).isEqualTo("1");
    assertThat(textOf(null)).isEqualTo("null");
  }

  @Test
  void whatIsAbsentOrEmptyInARecordIsLeftOut() {
    assertThat(textOf(new Limits(5_000, null, null, "", null, null, null, null)))
        .isEqualTo("{\"timeoutMillis\":5000}");
  }

  @Test
  void whatABuilderWroteInAMapIsKept() {
    var schema = new HashMap<String, Object>();
    schema.put("default", null);
    schema.put("enum", List.of());

    assertThat(textOf(new SmokeTest("any", schema, null)))
        .isEqualTo("{\"input\":{\"default\":null,\"enum\":[]},\"name\":\"any\"}");
  }

  @Test
  void aHashNamesTheContentAndNotTheOrderInWhichItWasWritten() {
    var there = new LinkedHashMap<String, Object>();
    there.put("a", 1);
    there.put("b", 2);
    var back = new LinkedHashMap<String, Object>();
    back.put("b", 2);
    back.put("a", 1);

    assertThat(CanonicalJson.hashOf(there))
        .isEqualTo(CanonicalJson.hashOf(back))
        .isEqualTo("sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777");
  }

  @Test
  void aChangedDefinitionHasAnotherHash() {
    assertThat(CanonicalJson.hashOf(EventSamples.DEFINITION))
        .isNotEqualTo(CanonicalJson.hashOf(EventSamples.REVISED_DEFINITION));
  }

  @Test
  void whatIsNotJsonHasNoCanonicalForm() {
    assertThatThrownBy(() -> CanonicalJson.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not a JSON value");
  }

  private static String textOf(Object value) {
    return new String(CanonicalJson.of(value), UTF_8);
  }
}
