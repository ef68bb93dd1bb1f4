package dev.agentledger.saga.validation;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.evolution.ContractSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a document that a person wrote as an agent definition, or says where it is none. */
@Component
final class DefinitionReader {

  private static final String SCHEMA = "agent-definition.schema.json";
  private static final String UNKNOWN_PROPERTY = "additionalProperties";

  /** Objects of a definition in which a property that is null is the same as none. */
  private static final Set<String> NESTED = Set.of("model", "http", "limits");

  private static final int FARTHEST_HINT = 3;

  private final JsonSchemas schemas;
  private final ObjectMapper json = ContractSerializer.json();
  private final Map<String, @Nullable Object> schema = read();

  DefinitionReader(JsonSchemas schemas) {
    this.schemas = schemas;
  }

  ParsedDefinition parse(@Nullable Object document) {
    var candidate = withoutAbsent(document, true);
    var findings = schemas.violations(schema, candidate).stream().map(this::finding).toList();
    if (!findings.isEmpty()) {
      return new ParsedDefinition(null, findings);
    }
    try {
      return new ParsedDefinition(json.convertValue(candidate, AgentDefinition.class), List.of());
    } catch (IllegalArgumentException unreadable) {
      return new ParsedDefinition(
          null,
          List.of(
              Findings.error(
                  "",
                  "definition.unreadable",
                  "cannot be read: " + unreadable.getMessage(),
                  "Correct the definition.")));
    }
  }

  private Finding finding(Violation violation) {
    return Findings.error(
        violation.pointer(),
        "definition." + violation.keyword(),
        violation.message(),
        violation.keyword().equals(UNKNOWN_PROPERTY)
            ? actionFor(violation.pointer())
            : violation.action());
  }

  private String actionFor(String unknown) {
    var cut = unknown.lastIndexOf('/');
    var name = unknown.substring(cut + 1).replace("~1", "/").replace("~0", "~");
    var known = knownIn(unknown.substring(0, cut));
    return known.stream()
        .filter(candidate -> distance(plain(name), plain(candidate)) <= FARTHEST_HINT)
        .filter(candidate -> distance(plain(name), plain(candidate)) <= candidate.length() / 2)
        .min(
            (one, other) ->
                Integer.compare(
                    distance(plain(name), plain(one)), distance(plain(name), plain(other))))
        .map("Remove it, or did you mean \"%s\"?"::formatted)
        .orElseGet(() -> "Remove it; known here are %s.".formatted(String.join(", ", known)));
  }

  private Set<String> knownIn(String parent) {
    Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(schema.get("properties"));
    for (var step : parent.split("/", -1)) {
      if (step.isEmpty() || step.chars().allMatch(Character::isDigit)) {
        continue;
      }
      var place = (Map<?, ?>) Objects.requireNonNull(properties.get(step));
      var items = place.get("items");
      var holder = items instanceof Map<?, ?> element ? element : place;
      properties = (Map<?, ?>) Objects.requireNonNull(holder.get("properties"));
    }
    return properties.keySet().stream().map(String::valueOf).collect(toCollection(TreeSet::new));
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** How many characters must be put in, left out or changed to make one name of the other. */
  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > FARTHEST_HINT) {
      return Integer.MAX_VALUE;
    }
    var previous = new int[other.length() + 1];
    for (var column = 0; column <= other.length(); column++) {
      previous[column] = column;
    }
    for (var row = 1; row <= one.length(); row++) {
      var current = new int[other.length() + 1];
      current[0] = row;
      for (var column = 1; column <= other.length(); column++) {
        var change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                Math.min(current[column - 1], previous[column]) + 1, previous[column - 1] + change);
      }
      previous = current;
    }
    return previous[other.length()];
  }

  private static @Nullable Object withoutAbsent(@Nullable Object document, boolean root) {
    if (!(document instanceof Map<?, ?> map)) {
      return document;
    }
    var present = new LinkedHashMap<String, @Nullable Object>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            var name = String.valueOf(key);
            present.put(name, root && NESTED.contains(name) ? withoutAbsent(value, false) : value);
          }
        });
    return present;
  }

  private static Map<String, @Nullable Object> read() {
    try (var resource = ParseDefinition.class.getResourceAsStream(SCHEMA)) {
      return ContractSerializer.json()
          .readValue(Objects.requireNonNull(resource, SCHEMA), new TypeReference<>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
