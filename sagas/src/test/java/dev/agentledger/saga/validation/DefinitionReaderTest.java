package dev.agentledger.saga.validation;

import static dev.agentledger.saga.validation.Json.object;
import static dev.agentledger.saga.validation.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.agent.Limits;
import dev.agentledger.events.agent.ModelSettings;
import dev.agentledger.events.agent.SmokeTest;
import dev.agentledger.events.evolution.ContractSerializer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {

  private static final String WHOLE =
      """
      {'slug':'order-helper','name':'Order helper','description':'Helps','kind':'api',
       'tags':['sales'],'inputModes':['application/json'],'outputModes':['text/*'],
       'inputSchema':{'type':'object'},'outputSchema':{'type':'object'},
       'systemPrompt':'Be kind.','model':{'name':'a/b','temperature':1,'topP':0.5,'maxOutputTokens':10},
       'tools':['crm.read'],'code':'x',
       'http':{'method':'POST','url':'https://example.com','headers':{'A':'b'},'query':{'q':'1'},
               'body':'{}','responseMapping':{'x':'/x'},'sampleResponse':{'x':null}},
       'members':['other'],
       'limits':{'timeoutMillis':1000,'steps':3,'memoryMiB':16,'costUsd':'0.50'},
       'exampleInput':{'a':1},
       'smokeTests':[{'name':'first','input':{'a':[]},'expectedOutput':{'b':null}}]}
      """;

  private static final AgentDefinition WHOLE_READ =
      new AgentDefinition(
          "order-helper",
          "Order helper",
          "Helps",
          AgentKind.API,
          List.of("sales"),
          List.of("application/json"),
          List.of("text/*"),
          Map.of("type", "object"),
          Map.of("type", "object"),
          "Be kind.",
          new ModelSettings("a/b", 1.0, 0.5, 10, List.of(), null),
          List.of("crm.read"),
          "x",
          new HttpConfiguration(
              "POST",
              "https://example.com",
              Map.of("A", "b"),
              Map.of("q", "1"),
              "{}",
              Map.of("x", "/x"),
              object("{'x':null}")),
          List.of("other"),
          new Limits(1000, 3, 16, "0.50", null, null, null, null),
          Map.of("a", 1),
          List.of(new SmokeTest("first", object("{'a':[]}"), object("{'b':null}"))));

  private final DefinitionReader reader = new DefinitionReader(new JsonSchemas());

  @Test
  void aWholeDefinitionIsRead() {
    assertThat(reader.parse(object(WHOLE))).isEqualTo(new ParsedDefinition(WHOLE_READ, List.of()));
  }

  @Test
  void whatIsReadIsWrittenAsItWas() {
    var json = ContractSerializer.json();
    Map<String, Object> written = json.convertValue(WHOLE_READ, new TypeReference<>() {});

    assertThat(reader.parse(written).definition()).isEqualTo(WHOLE_READ);
  }

  @Test
  void whatIsAbsentIsEmptyAndNullIsAbsent() {
    var least = object("{'slug':'ab','name':'A','kind':'function'}");
    var withNulls =
        object(
            "{'slug':'ab','name':'A','kind':'function','tags':null,'code':null,'http':null,"
                + "'limits':{'steps':null}}");

    var definition = reader.parse(least).definition();

    assertThat(definition.tags()).isEmpty();
    assertThat(definition.smokeTests()).isEmpty();
    assertThat(definition.limits()).isEqualTo(Limits.NONE);
    assertThat(reader.parse(withNulls).definition()).isEqualTo(definition);
  }

  @Test
  void theSchemaKnowsEveryComponentOfADefinition() {
    assertThat(properties("properties")).isEqualTo(components(AgentDefinition.class));
    assertThat(properties("properties", "model", "properties"))
        .isEqualTo(components(ModelSettings.class));
    assertThat(properties("properties", "http", "properties"))
        .isEqualTo(components(HttpConfiguration.class));
    assertThat(properties("properties", "limits", "properties"))
        .isEqualTo(components(Limits.class));
    assertThat(properties("properties", "smokeTests", "items", "properties"))
        .isEqualTo(components(SmokeTest.class));
  }

  @ParameterizedTest(name = "{0} -> {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'slug':'A'                         | definition.pattern /slug     | Give text that matches ^[a-z0-9](-?[a-z0-9])*$.
          'slug':'a'                         | definition.minLength /slug   | Give at least 2.
          'slug':'a--b'                      | definition.pattern /slug     | Give text that matches ^[a-z0-9](-?[a-z0-9])*$.
          'slug':'ab\\n'                     | definition.pattern /slug     | Give text that matches ^[a-z0-9](-?[a-z0-9])*$.
          'name':''                          | definition.minLength /name   | Give at least 1.
          'name':null                        | definition.required          | Add "name".
          'kind':'robot'                     | definition.enum /kind        | Use one of ["function","context","api","orchestrator"].
          'tags':['no tag']                  | definition.pattern /tags/0   | Give text that matches ^[a-z0-9](-?[a-z0-9])*$.
          'tags':'sales'                     | definition.type /tags        | Give a list.
          'tags':[null]                      | definition.type /tags/0      | Give text.
          'inputModes':['json']              | definition.pattern /inputModes/0 | Give text that matches ^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9*][A-Za-z0-9!#$&^_.+-]*$.
          'inputSchema':true                 | definition.type /inputSchema | Give an object.
          'input_schema':{}                  | definition.additionalProperties /input_schema | Remove it, or did you mean "inputSchema"?
          'systemPromt':'x'                  | definition.additionalProperties /systemPromt | Remove it, or did you mean "systemPrompt"?
          'http':{'method':'GET','url':'x','header':{}} | definition.additionalProperties /http/header | Remove it, or did you mean "headers"?
          'http':{'method':'TRACE','url':'x'} | definition.enum /http/method | Use one of ["GET","HEAD","POST","PUT","PATCH","DELETE"].
          'http':{'method':'GET','url':'x','query':{'a':1}} | definition.type /http/query/a | Give text.
          'zzzzzzzz':1                       | definition.additionalProperties /zzzzzzzz | Remove it; known here are code, description, exampleInput, http, inputModes, inputSchema, kind, limits, members, model, name, outputModes, outputSchema, slug, smokeTests, systemPrompt, tags, tools.
          'smokeTests':[{'name':'a','expected':1}] | definition.additionalProperties /smokeTests/0/expected | Remove it; known here are expectedOutput, input, name.
          'limits':{'timeoutMillis':0}       | definition.minimum /limits/timeoutMillis | Give at least 1.
          'limits':{'timeoutMillis':86400001} | definition.maximum /limits/timeoutMillis | Give at most 86400000.
          'limits':{'memoryMiB':3}           | definition.minimum /limits/memoryMiB | Give at least 4.
          'limits':{'memoryMiB':257}         | definition.maximum /limits/memoryMiB | Give at most 256.
          'limits':{'steps':1001}            | definition.maximum /limits/steps | Give at most 1000.
          'limits':{'costUsd':1}             | definition.type /limits/costUsd | Give text.
          'limits':{'costUsd':'1.'}          | definition.pattern /limits/costUsd | `Give text that matches ^(0|[1-9][0-9]{0,8})(\\\\.[0-9]{1,6})?$.`
          'limits':{'steps':'3'}             | definition.type /limits/steps | Give a whole number.
          'model':{'name':'m','temperature':2.1} | definition.maximum /model/temperature | Give at most 2.
          """)
  void aDocumentThatIsNoDefinitionIsExplained(String part, String expected, String action) {
    var document = object("{'slug':'ab','name':'A','kind':'function'}");
    document.putAll(object("{" + part + "}"));

    var parsed = reader.parse(document);

    assertThat(parsed.definition()).isNull();
    assertThat(parsed.findings())
        .anySatisfy(
            finding -> {
              assertThat((finding.rule() + " " + finding.pointer()).strip()).isEqualTo(expected);
              assertThat(finding.action()).isEqualTo(action.replace("\\\\", "\\"));
            });
  }

  @Test
  void textsAreBounded() {
    var document = object("{'slug':'ab','name':'A','kind':'function'}");
    document.put("code", "x".repeat(200_000));
    document.put("systemPrompt", "x".repeat(100_000));
    assertThat(reader.parse(document).findings()).isEmpty();

    document.put("code", "x".repeat(200_001));
    document.put("systemPrompt", "x".repeat(100_001));
    assertThat(reader.parse(document).findings())
        .extracting(finding -> finding.pointer())
        .containsExactlyInAnyOrder("/code", "/systemPrompt");
  }

  @Test
  void whateverTheDocumentIsItIsAnswered() {
    var random = new Random(4711);
    for (var round = 0; round < 3_000; round++) {
      var document = mutated(object(WHOLE), random);

      var parsed = reader.parse(document);

      assertThat(parsed.definition() == null)
          .as("round %d: %s", round, document)
          .isNotEqualTo(parsed.findings().isEmpty());
    }
    assertThat(reader.parse(null).findings()).hasSize(1);
    assertThat(reader.parse(new Object()).findings()).hasSize(1);
    assertThat(reader.parse(List.of(1)).findings()).hasSize(1);
    Map<Object, Object> circle = new HashMap<>();
    circle.put("inputSchema", circle);
    assertThat(reader.parse(circle).findings()).isNotEmpty();
    assertThat(reader.parse(Map.of(1, 2)).findings()).isNotEmpty();
  }

  private static Object mutated(Object value, Random random) {
    if (random.nextInt(25) == 0) {
      return anything(random, 0);
    }
    return switch (value) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<Object, Object>();
        map.forEach(
            (name, member) -> {
              if (random.nextInt(20) != 0) {
                copy.put(name, mutated(member, random));
              }
            });
        if (random.nextInt(15) == 0) {
          copy.put(anything(random, 2), anything(random, 0));
        }
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<Object>();
        list.forEach(element -> copy.add(mutated(element, random)));
        if (random.nextInt(15) == 0) {
          copy.add(anything(random, 0));
        }
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }

  private static Object anything(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 9 : 11)) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
      case 3 -> random.nextBoolean();
      case 4 -> "";
      case 5 ->
          random
              .ints(random.nextInt(80), 0, 0x3000)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      case 6 -> Double.NaN;
      case 7 -> new java.math.BigDecimal("1e" + random.nextInt());
      case 8 -> random.nextLong();
      case 9 -> {
        var list = new ArrayList<Object>();
        for (var size = random.nextInt(4); size > 0; size--) {
          list.add(anything(random, depth + 1));
        }
        yield list;
      }
      default -> {
        var map = new LinkedHashMap<Object, Object>();
        for (var size = random.nextInt(4); size > 0; size--) {
          map.put(anything(random, 4), anything(random, depth + 1));
        }
        yield map;
      }
    };
  }

  private static Set<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static Set<?> properties(String... path) {
    Object place = value(read("agent-definition.schema.json"));
    for (var name : path) {
      place = ((Map<?, ?>) place).get(name);
    }
    return ((Map<?, ?>) place).keySet();
  }

  private static String read(String resource) {
    try (var stream = ParsedDefinition.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
