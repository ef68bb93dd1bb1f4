package dev.agentledger.saga.validation;

import static dev.agentledger.saga.validation.Json.object;
import static dev.agentledger.saga.validation.Json.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleInputTest {

  private final JsonSchemas schemas = new JsonSchemas();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                  | 'example'
          {'type':'null'}                                     | null
          {'const':{'a':[1]}}                                 | {'a':[1]}
          {'type':'string','enum':[1,'b']}                    | 'b'
          {'type':'integer','default':7}                      | 7
          {'type':'string','examples':['x','y']}              | 'x'
          {'type':['null','boolean']}                         | true
          {'type':'integer','minimum':3.5}                    | 4
          {'type':'integer','exclusiveMinimum':3}             | 4
          {'type':'integer','exclusiveMaximum':0}             | -1
          {'type':'integer','minimum':10,'multipleOf':7}      | 14
          {'type':'number','minimum':0.1,'maximum':0.2}       | 0.1
          {'type':'string','maxLength':3}                     | 'exa'
          {'type':'string','minLength':10}                    | 'example example'
          {'type':'string','pattern':'^[A-Z]{3}-\\\\d{4}$'}   | 'ABC-0123'
          {'type':'string','format':'date'}                   | '2026-01-01'
          {'type':'array','items':{'type':'integer'},'minItems':2} | [1,2]
          {'properties':{'a':{'type':'boolean'}},'required':['b']} | {'b':'example','a':true}
          {'oneOf':[{'type':'string','enum':[]},{'type':'integer'}]} | 1
          {'allOf':[{'required':['a']},{'properties':{'a':{'minimum':2}}}]} | {'a':2}
          {'properties':{'name':{'type':'string'},'child':{'$ref':'#'}}} | {'name':'example','child':{'name':'example'}}
          """)
  void theExampleIsPlausible(String schema, String expected) {
    assertThat(ExampleInput.of(object(schema))).isEqualTo(value(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'array','items':{'type':'string','format':'email'},'minItems':4,'uniqueItems':true}",
        "{'type':'array','items':{'enum':['a','b','c']},'minItems':3,'uniqueItems':true}",
        "{'type':'array','items':{'type':'object','properties':{'id':{'type':'string','format':'uuid'}},'required':['id']},'minItems':3,'uniqueItems':true}",
        "{'type':'array','contains':{'const':5},'items':{'type':'integer'},'minContains':2}",
        "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'items':false}",
        "{'type':'object','minProperties':3,'additionalProperties':{'type':'integer'}}",
        "{'type':'object','maxProperties':1,'properties':{'a':{},'b':{},'c':{}}}",
        "{'type':'object','required':['x-1'],'patternProperties':{'^x-':{'type':'integer'}},'additionalProperties':false}",
        "{'type':'object','properties':{'a':{},'b':{'type':'string'}},'dependentRequired':{'a':['b']}}",
        "{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','required':['next'],'properties':{'next':{'anyOf':[{'type':'null'},{'$ref':'#/$defs/node'}]}}}}}",
        "{'$ref':'#tree','$defs':{'t':{'$anchor':'tree','type':'object','properties':{'kids':{'type':'array','items':{'$ref':'#tree'}}}}}}",
        "{'type':'object','properties':{'a':{'type':'string','format':'date-time'},'b':{'type':'string','format':'uri'},'c':{'type':'string','format':'ipv6'},'d':{'type':'string','format':'duration'},'e':{'type':'string','format':'hostname'},'f':{'type':'string','format':'time'},'g':{'type':'string','format':'json-pointer'},'h':{'type':'string','format':'uri-template'},'i':{'type':'string','format':'regex'},'j':{'type':'string','format':'relative-json-pointer'},'k':{'type':'string','format':'ipv4'},'l':{'type':'string','format':'uuid'}}}",
        "{'type':'string','pattern':'^(?:foo|bar)+_[^a-y]{2,3}\\\\.[\\\\w-]*x?$'}",
        "{'type':'string','pattern':'^[a-z0-9](-?[a-z0-9])*$','minLength':12,'maxLength':64}",
        "{'type':'string','pattern':'\\\\u0041(?<y>[0-9]{4})-(0[1-9]|1[0-2])'}",
        "{'type':'integer','multipleOf':0.5,'minimum':-3,'maximum':-1}",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1}",
        "{'type':'number','multipleOf':0.25,'exclusiveMinimum':1}",
        "{'allOf':[{'type':'number'},{'type':'integer','minimum':5},{'maximum':5}]}",
        "{'anyOf':[{'type':'string','pattern':'^(?=a)b$'},{'type':'integer'}]}",
        "{'type':'integer','minimum':9007199254740993}",
      })
  void theExampleFitsItsSchema(String schema) {
    var parsed = object(schema);

    assertThat(schemas.checkSchema(parsed, "")).isEmpty();
    assertThat(schemas.check(parsed, ExampleInput.of(parsed))).isEmpty();
    assertThat(ExampleInput.of(parsed)).isEqualTo(ExampleInput.of(parsed));
  }

  @Test
  void theExampleOfAnyGeneratedSchemaFitsIt() {
    for (var seed = 0; seed < 2_000; seed++) {
      var schema = schema(new Random(seed), 0);

      var example = ExampleInput.of(schema);

      assertThat(schemas.check(schema, example))
          .as("seed %d: %s by %s", seed, example, schema)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$ref':'#/$defs/a','$defs':{'a':{'required':['a'],'properties':{'a':{'$ref':'#/$defs/a'}}}}}",
        "{'allOf':[false]}",
        "{'enum':[]}",
        "{'anyOf':[false,false]}",
        "{'type':'string','pattern':'^(?!a)\\\\p{L}\\\\1$'}",
        "{'allOf':[{'type':'string'},{'type':'integer'}]}",
        "{'$ref':'#'}",
      })
  @Timeout(10)
  void whereNoExampleCanBeMadeThatIsSaid(String schema) {
    assertThatThrownBy(() -> ExampleInput.of(object(schema))).isInstanceOf(NoExample.class);
  }

  private static Map<String, Object> schema(Random random, int depth) {
    var schema = new LinkedHashMap<String, Object>();
    switch (random.nextInt(depth > 3 ? 4 : 8)) {
      case 0 -> {
        schema.put("type", "string");
        var shortest = random.nextInt(30);
        maybe(random, () -> schema.put("minLength", shortest));
        maybe(random, () -> schema.put("maxLength", shortest + random.nextInt(10)));
      }
      case 1 -> {
        schema.put("type", "integer");
        range(random, schema, 4);
      }
      case 2 -> {
        schema.put("type", "number");
        range(random, schema, 1);
      }
      case 3 -> schema.put("type", random.nextBoolean() ? "boolean" : "null");
      case 4, 5 -> {
        schema.put("type", "object");
        var properties = new LinkedHashMap<String, Object>();
        for (var number = random.nextInt(4); number >= 0; number--) {
          properties.put("p" + number, schema(random, depth + 1));
        }
        schema.put("properties", properties);
        maybe(random, () -> schema.put("required", List.of("p0")));
        maybe(random, () -> schema.put("additionalProperties", false));
      }
      case 6 -> {
        schema.put("type", "array");
        schema.put("items", schema(random, depth + 1));
        var fewest = random.nextInt(4);
        maybe(random, () -> schema.put("minItems", fewest));
        maybe(random, () -> schema.put("maxItems", fewest + random.nextInt(3)));
      }
      default -> {
        var branches = new ArrayList<Object>();
        for (var number = random.nextInt(3); number >= 0; number--) {
          branches.add(schema(random, depth + 1));
        }
        schema.put("anyOf", branches);
      }
    }
    return schema;
  }

  private static void range(Random random, Map<String, Object> schema, int least) {
    var low = random.nextInt(200) - 100;
    maybe(random, () -> schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low));
    maybe(
        random,
        () ->
            schema.put(
                random.nextBoolean() ? "maximum" : "exclusiveMaximum",
                low + least + random.nextInt(5)));
  }

  private static void maybe(Random random, Runnable step) {
    if (random.nextBoolean()) {
      step.run();
    }
  }
}
