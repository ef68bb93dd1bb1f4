package dev.agentledger.saga.validation;

import static dev.agentledger.saga.validation.Json.brief;
import static dev.agentledger.saga.validation.Json.object;
import static dev.agentledger.saga.validation.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemasTest {

  private final JsonSchemas schemas = new JsonSchemas();

  @ParameterizedTest(name = "{1} by {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'integer'}                             | 1               |
          {'type':'integer'}                             | 1.0             |
          {'type':'integer'}                             | 'x'             | schema.type
          {'type':['integer','null']}                    | null            |
          {'enum':[1,'a']}                               | 'b'             | schema.enum
          {'const':{'a':1}}                              | {'a':1.0}       |
          {'minLength':2}                                | 'a'             | schema.minLength
          {'pattern':'^a$'}                              | 'a'             |
          {'pattern':'^a$'}                              | 'a\\n'          | schema.pattern
          {'pattern':'^[[&]+$'}                          | '[&['           |
          {'format':'email'}                             | 'ada'           | schema.format
          {'format':'email'}                             | 'ada@lace.org'  |
          {'format':'date-time'}                         | '2026-02-30T00:00:00Z' | schema.format
          {'format':'of-our-own'}                        | 'x'             |
          {'multipleOf':0.1}                             | 0.3             |
          {'uniqueItems':true}                           | [1,1.0]         | schema.uniqueItems
          {'minItems':1}                                 | []              | schema.minItems
          {'not':{'type':'null'}}                        | null            | schema.not
          {'$ref':'#/$defs/n','$defs':{'n':{'type':'null'}}} | null        |
          {'$ref':'#here','$defs':{'n':{'$anchor':'here','type':'null'}}} | 1 | schema.type
          """)
  void aValueIsJudgedByItsSchema(String schema, String value, String rule) {
    assertThat(schemas.check(object(schema), value(value)))
        .extracting(finding -> finding.rule())
        .isEqualTo(rule == null ? List.of() : List.of(rule));
  }

  @Test
  void aFindingPointsAtThePlaceAndSaysWhatToDo() {
    var schema =
        object(
            """
            {'type':'object','required':['to'],'additionalProperties':false,
             'properties':{'to':{'type':'string'},'a/b~c':{'type':'array','items':{'type':'integer'}}}}
            """);

    var findings = schemas.check(schema, value("{'a/b~c':[1,'x'],'cc':1}"), "/input", "input.fits");

    assertThat(findings)
        .extracting(
            finding -> finding.pointer() + ": " + finding.message() + " " + finding.action())
        .containsExactlyInAnyOrder(
            "/input: \"to\" is missing Add \"to\".",
            "/input/cc: \"cc\" is not known here Remove it, or correct its name.",
            "/input/a~1b~0c/1: is text, not a whole number Give a whole number.");
    assertThat(findings)
        .allMatch(finding -> finding.blocks() && finding.rule().equals("input.fits"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'type':'foo'}                                       | schema.enum /s/type
          {'properties':{'a':{'minLength':-1}}}                | schema.minimum /s/properties/a/minLength
          {'properties':{'a/b':{'pattern':'('}}}               | schema.format /s/properties/a~1b/pattern
          {'patternProperties':{'(':{}}}                       | schema.propertyNames /s/patternProperties
          {'$ref':'https://example.com/x.json'}                | schema.$ref /s/$ref
          {'$ref':'file:///etc/passwd'}                        | schema.$ref /s/$ref
          {'$ref':'classpath:/draft/2020-12/schema'}           | schema.$ref /s/$ref
          {'items':{'$ref':'other.json'}}                      | schema.$ref /s/items/$ref
          {'$ref':'#/$defs/none'}                              | schema.$ref /s/$ref
          {'$ref':'#nowhere'}                                  | schema.$ref /s/$ref
          {'$ref':'#'}                                         | schema.$ref /s
          {'$schema':'http://json-schema.org/draft-07/schema#'} | schema.$schema /s/$schema
          {'properties':{'a':{'$id':'https://example.com/a'}}} | schema.$id /s/properties/a/$id
          """)
  void aFaultySchemaIsFoundOut(String schema, String expected) {
    assertThat(brief(schemas.checkSchema(object(schema), "/s"))).contains("ERROR " + expected);
    assertThat(schemas.check(object(schema), 1))
        .singleElement()
        .matches(finding -> finding.rule().equals("schema.unusable"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}
          {'$schema':'https://json-schema.org/draft/2020-12/schema'}
          {'$id':'https://example.com/a','$ref':'https://example.com/a#/$defs/b','$defs':{'b':{}}}
          {'properties':{'child':{'$ref':'#'}}}
          {'properties':{'$ref':{'type':'string'}},'default':{'$ref':'https://example.com'}}
          {'const':{'pattern':'('}}
          """)
  void aSoundSchemaHasNoFindings(String schema) {
    assertThat(schemas.checkSchema(object(schema), "")).isEmpty();
  }

  @Test
  @Timeout(10)
  void aCatastrophicExpressionIsGivenUp() {
    var schema = object("{'pattern':'^(a+)+\\\\1z?$'}");

    var findings = schemas.check(schema, "a".repeat(200) + "!");

    assertThat(findings).extracting(finding -> finding.rule()).containsExactly("schema.cost");
    assertThat(schemas.check(schema, "aa")).isEmpty();
  }

  @Test
  @Timeout(20)
  void aSchemaThatMultipliesItsWorkIsGivenUp() {
    var definitions = new StringBuilder("'d0':{'type':'integer'}");
    for (var level = 1; level <= 30; level++) {
      var inner = "{'$ref':'#/$defs/d%d'}".formatted(level - 1);
      definitions.append(",'d%d':{'allOf':[%s,%s]}".formatted(level, inner, inner));
    }
    var schema = object("{'$ref':'#/$defs/d30','$defs':{%s}}".formatted(definitions));

    assertThat(schemas.check(schema, 1)).hasSize(1).allMatch(finding -> finding.blocks());
  }

  @Test
  void whatIsTooLargeOrNoJsonIsAFindingToo() {
    Map<String, Object> circle = new HashMap<>();
    circle.put("self", circle);

    assertThat(schemas.check(Map.of(), circle))
        .extracting(finding -> finding.rule())
        .containsExactly("schema.json");
    assertThat(schemas.checkSchema(circle, "")).hasSize(1);
    assertThat(schemas.check(Map.of(), Double.NaN)).hasSize(1);
    assertThat(schemas.check(Map.of(), Duration.ZERO)).hasSize(1);
    assertThat(schemas.check(Map.of("multipleOf", 3), new BigDecimal("1e999999999"))).hasSize(1);
  }

  @Test
  void schemasThatDifferOnlyBeyondADoubleAreNotMixedUp() {
    assertThat(schemas.check(object("{'const':9007199254740993}"), 9007199254740993L)).isEmpty();
    assertThat(schemas.check(object("{'const':9007199254740992}"), 9007199254740993L)).hasSize(1);
  }
}
