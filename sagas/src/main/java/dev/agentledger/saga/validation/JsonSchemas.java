package dev.agentledger.saga.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import dev.agentledger.events.agent.Finding;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Judges values by JSON Schema 2020-12, and schemas themselves, at bounded cost and without ever
 * looking outside the schema.
 */
@Component
public final class JsonSchemas {

  private static final int MAX_SCHEMA_VALUES = 20_000;
  private static final int MAX_SCHEMA_DEPTH = 64;
  private static final int MAX_VIOLATIONS = 100;
  private static final int MAX_CACHED = 256;

  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();
  private static final String METASCHEMAS = "https://json-schema.org/draft/2020-12/";

  private final ExecutionConfig bounds =
      ExecutionConfig.builder()
          .formatAssertionsEnabled(true)
          .maxEvaluationDepth(512)
          .maxEvaluationSteps(2_000_000)
          .build();

  private final SchemaRegistry registry = registry();
  private final Schema metaschema = registry.getSchema(SchemaLocation.of(DIALECT));
  private final Map<JsonNode, Compiled> cache = new Recent<>(MAX_CACHED);

  /** A schema that was read: it has faults, or it can judge. */
  private sealed interface Compiled {

    record Faulty(List<Violation> faults) implements Compiled {}

    record Usable(Schema schema) implements Compiled {}
  }

  /**
   * What is wrong with the value; each finding points into the value under the rule {@code
   * schema.<keyword>}.
   */
  public List<Finding> check(
      Map<String, ? extends @Nullable Object> schema, @Nullable Object value) {
    return violations(schema, value).stream()
        .map(violation -> violation.at("", "schema." + violation.keyword()))
        .toList();
  }

  /** What is wrong with the value, all under one rule, as seen from further up. */
  public List<Finding> check(
      Map<String, ? extends @Nullable Object> schema,
      @Nullable Object value,
      String pointerPrefix,
      String rule) {
    return violations(schema, value).stream()
        .map(violation -> violation.at(pointerPrefix, rule))
        .toList();
  }

  /** What is wrong with the schema itself, under the rule {@code schema.<keyword>}. */
  public List<Finding> checkSchema(
      Map<String, ? extends @Nullable Object> schema, String pointerPrefix) {
    return faults(schema).stream()
        .map(fault -> fault.at(pointerPrefix, "schema." + fault.keyword()))
        .toList();
  }

  /** What is wrong with the schema itself, all under one rule. */
  public List<Finding> checkSchema(
      Map<String, ? extends @Nullable Object> schema, String pointerPrefix, String rule) {
    return faults(schema).stream().map(fault -> fault.at(pointerPrefix, rule)).toList();
  }

  List<Violation> violations(
      Map<String, ? extends @Nullable Object> schema, @Nullable Object value) {
    return switch (compiled(schema)) {
      case Compiled.Faulty(var faults) -> List.of(unusable(faults.getFirst()));
      case Compiled.Usable(var usable) -> judgeValue(usable, value);
    };
  }

  static String percentDecoded(String fragment) {
    return URLDecoder.decode(fragment.replace("+", "%2B"), UTF_8);
  }

  private List<Violation> faults(Map<String, ? extends @Nullable Object> schema) {
    return switch (compiled(schema)) {
      case Compiled.Faulty(var faults) -> faults;
      case Compiled.Usable _ -> List.of();
    };
  }

  private Compiled compiled(Map<String, ? extends @Nullable Object> schema) {
    JsonNode tree;
    try {
      tree = JsonTree.of(schema, MAX_SCHEMA_DEPTH, MAX_SCHEMA_VALUES);
    } catch (NotJson problem) {
      return new Compiled.Faulty(List.of(notJson(problem)));
    }
    synchronized (cache) {
      var known = cache.get(tree);
      if (known != null) {
        return known;
      }
    }
    var fresh = compile(tree);
    synchronized (cache) {
      cache.put(tree, fresh);
    }
    return fresh;
  }

  private Compiled compile(JsonNode tree) {
    var faults = firstOfEachPlace(judge(metaschema, tree));
    if (faults.isEmpty()) {
      faults = SchemaRules.violations(tree);
    }
    if (!faults.isEmpty()) {
      return new Compiled.Faulty(faults);
    }
    try {
      var schema = registry.getSchema(tree);
      schema.initializeValidators();
      // A schema that refers to nothing but itself would judge for ever, whatever the value.
      schema.validate(NullNode.getInstance(), context -> context.setExecutionConfig(bounds));
      return new Compiled.Usable(schema);
    } catch (ValidationLimitExceededException | StackOverflowError _) {
      return new Compiled.Faulty(
          List.of(
              new Violation(
                  "",
                  "$ref",
                  "refers to itself without end",
                  "Let each round go one level further into the value.")));
    } catch (SchemaException unreadable) {
      return new Compiled.Faulty(
          List.of(
              new Violation(
                  "",
                  "unusable",
                  "cannot be used: " + unreadable.getMessage(),
                  "Correct the schema.")));
    }
  }

  /** The metaschema comes to most places by several ways. */
  private static List<Violation> firstOfEachPlace(List<Violation> violations) {
    var places = new LinkedHashMap<String, Violation>();
    violations.forEach(violation -> places.putIfAbsent(violation.pointer(), violation));
    return List.copyOf(places.values());
  }

  private List<Violation> judgeValue(Schema schema, @Nullable Object value) {
    try {
      return judge(schema, JsonTree.of(value));
    } catch (NotJson problem) {
      return List.of(notJson(problem));
    }
  }

  private List<Violation> judge(Schema schema, JsonNode value) {
    try {
      return schema.validate(value, context -> context.setExecutionConfig(bounds)).stream()
          .map(PlainWords::violation)
          .distinct()
          .limit(MAX_VIOLATIONS)
          .toList();
    } catch (TooCostly tooCostly) {
      return List.of(costs(tooCostly.getMessage()));
    } catch (SchemaException | JacksonException | ArithmeticException unjudged) {
      return List.of(
          new Violation(
              "",
              "unjudged",
              "cannot be judged: " + unjudged.getMessage(),
              "Correct the value, or the schema."));
    } catch (ValidationLimitExceededException | StackOverflowError _) {
      return List.of(costs("judging the value by the schema takes too long"));
    }
  }

  private static Violation costs(String message) {
    return new Violation("", "cost", message, "Make the schema simpler, or the value smaller.");
  }

  private static Violation notJson(NotJson problem) {
    return new Violation(
        problem.pointer(), "json", problem.getMessage(), "Give a JSON value of ordinary size.");
  }

  private static Violation unusable(Violation fault) {
    return new Violation(
        "",
        "unusable",
        "cannot be judged, since the schema is wrong at \"%s\": %s"
            .formatted(fault.pointer(), fault.message()),
        "Correct the schema.");
  }

  private static SchemaRegistry registry() {
    var configuration =
        SchemaRegistryConfig.builder()
            .formatAssertionsEnabled(true)
            .preloadSchema(false)
            .regularExpressionFactory(BoundedRegex::compile)
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemaRegistryConfig(configuration)
                .schemaCacheEnabled(false)
                .schemaLoader(
                    loader -> loader.block(iri -> !iri.toString().startsWith(METASCHEMAS))));
  }

  /** Forgets what was not used for longest. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {

    private final int capacity;

    private Recent(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > capacity;
    }
  }
}
