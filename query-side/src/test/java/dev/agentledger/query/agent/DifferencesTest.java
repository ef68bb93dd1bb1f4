package dev.agentledger.query.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.agent.VersionComparison.Change;
import dev.agentledger.api.agent.VersionComparison.Kind;
import dev.agentledger.query.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static List<Change> between(String before, String after) {
    return Differences.between(Documents.tree(before), Documents.tree(after));
  }

  @Test
  void equalValuesDoNotDiffer() {
    assertThat(between("{\"a\":[1,{\"b\":null}]}", "{\"a\":[1.0,{\"b\":null}]}")).isEmpty();
  }

  @Test
  void eachPlaceIsNamedByItsPointer() {
    assertThat(
            between(
                "{\"gone\":true,\"a/b\":{\"~\":1},\"list\":[1,2,3]}",
                "{\"a/b\":{\"~\":2},\"list\":[1,9],\"new\":{\"x\":[]}}"))
        .containsExactly(
            new Change(Kind.REMOVED, "/gone", true, null),
            new Change(Kind.CHANGED, "/a~1b/~0", 1, 2),
            new Change(Kind.CHANGED, "/list/1", 2, 9),
            new Change(Kind.REMOVED, "/list/2", 3, null),
            new Change(Kind.ADDED, "/new", null, Map.of("x", List.of())));
  }

  @Test
  void anotherKindOfValueIsAChange() {
    assertThat(between("{\"a\":[]}", "{\"a\":{}}"))
        .containsExactly(new Change(Kind.CHANGED, "/a", List.of(), Map.of()));
    assertThat(between("{\"a\":1}", "{\"a\":\"1\"}"))
        .containsExactly(new Change(Kind.CHANGED, "/a", 1, "1"));
    assertThat(between("{\"a\":1}", "{\"a\":null}"))
        .containsExactly(new Change(Kind.CHANGED, "/a", 1, null));
  }
}
