package dev.agentledger.query.agent;

import static dev.agentledger.api.agent.VersionComparison.Kind.ADDED;
import static dev.agentledger.api.agent.VersionComparison.Kind.CHANGED;
import static dev.agentledger.api.agent.VersionComparison.Kind.REMOVED;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.api.agent.VersionComparison.Change;
import dev.agentledger.api.agent.VersionComparison.Kind;
import dev.agentledger.query.Documents;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between two JSON values, place by place; lists are compared by index. */
final class Differences {

  private static final String ROOT = "";

  private Differences() {}

  static List<Change> between(JsonNode before, JsonNode after) {
    return at(ROOT, before, after).toList();
  }

  private static Stream<Change> at(
      String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null) {
      return Stream.of(change(ADDED, pointer, null, after));
    }
    if (after == null) {
      return Stream.of(change(REMOVED, pointer, before, null));
    }
    if (before.isObject() && after.isObject()) {
      var names = new LinkedHashSet<String>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      return names.stream()
          .flatMap(name -> at(pointer + '/' + escaped(name), before.get(name), after.get(name)));
    }
    if (before.isArray() && after.isArray()) {
      return IntStream.range(0, Math.max(before.size(), after.size()))
          .boxed()
          .flatMap(index -> at(pointer + '/' + index, before.get(index), after.get(index)));
    }
    return same(before, after)
        ? Stream.empty()
        : Stream.of(change(CHANGED, pointer, before, after));
  }

  private static boolean same(JsonNode before, JsonNode after) {
    if (before.isNumber() && after.isNumber()) {
      return before.decimalValue().compareTo(after.decimalValue()) == 0;
    }
    return before.equals(after);
  }

  private static Change change(
      Kind kind, String pointer, @Nullable JsonNode before, @Nullable JsonNode after) {
    return new Change(kind, pointer, Documents.plain(before), Documents.plain(after));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
