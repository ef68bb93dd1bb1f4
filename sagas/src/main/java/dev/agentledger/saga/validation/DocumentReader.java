package dev.agentledger.saga.validation;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * Reads a document that a person wrote as a record, or says where it is none.
 *
 * @param <T> the record
 */
public final class DocumentReader<T> {

  private static final String UNKNOWN_PROPERTY = "additionalProperties";
  private static final int FARTHEST_HINT = 3;

  private final JsonSchemas schemas;
  private final Class<T> type;
  private final Set<String> nested;
  private final ObjectMapper json = ContractSerializer.json();
  private final Map<String, @Nullable Object> schema;

  /**
   * @param schema resource beside {@code neighbour} that says what a document must look like
   * @param nested objects of a document in which a property that is null is the same as none
   */
  public DocumentReader(
      JsonSchemas schemas, Class<T> type, Class<?> neighbour, String schema, Set<String> nested) {
    this.schemas = schemas;
    this.type = type;
    this.nested = Set.copyOf(nested);
    this.schema = read(neighbour, schema);
  }

  /**
   * What was read.
   *
   * @param value absent when the document does not have its shape
   * @param findings where it does not
   */
  public record Reading<T>(@Nullable T value, List<Finding> findings) {

    public Reading {
      findings = List.copyOf(findings);
    }
  }

  public Reading<T> read(@Nullable Object document) {
    var candidate = withoutAbsent(document, true);
    var findings = schemas.violations(schema, candidate).stream().map(this::finding).toList();
    if (!findings.isEmpty()) {
      return new Reading<>(null, findings);
    }
    try {
      return new Reading<>(json.convertValue(candidate, type), List.of());
    } catch (IllegalArgumentException unreadable) {
      return new Reading<>(
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

  private @Nullable Object withoutAbsent(@Nullable Object document, boolean root) {
    if (!(document instanceof Map<?, ?> map)) {
      return document;
    }
    var present = new LinkedHashMap<String, @Nullable Object>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            var name = String.valueOf(key);
            present.put(name, root && nested.contains(name) ? withoutAbsent(value, false) : value);
          }
        });
    return present;
  }

  private static Map<String, @Nullable Object> read(Class<?> neighbour, String schema) {
    try (var resource = neighbour.getResourceAsStream(schema)) {
      return ContractSerializer.json()
          .readValue(Objects.requireNonNull(resource, schema), new TypeReference<>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
