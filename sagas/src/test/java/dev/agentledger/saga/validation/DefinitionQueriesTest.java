package dev.agentledger.saga.validation;

import static dev.agentledger.saga.validation.Json.brief;
import static dev.agentledger.saga.validation.Json.object;
import static dev.agentledger.saga.validation.Json.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.CheckInput;
import dev.agentledger.api.agent.DryRunDefinition;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.ParseDefinition;
import dev.agentledger.api.agent.ParsedDefinition;
import dev.agentledger.api.agent.SmokeRun;
import dev.agentledger.api.agent.SmokeRunDefinition;
import dev.agentledger.api.agent.ValidateDefinition;
import dev.agentledger.api.agent.Validation;
import dev.agentledger.events.agent.AgentDefinition;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.DryRun;
import dev.agentledger.events.agent.Finding;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.saga.model.Models;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Asks over a real query bus, with the real sandbox. */
@Timeout(60)
class DefinitionQueriesTest {

  private static final String TENANT = "acme";
  private static final String MODES =
      "'slug':'ab','name':'A','inputModes':['application/json'],'outputModes':['application/json']";
  private static final String FUNCTION =
      MODES + ",'kind':'function','outputSchema':{},'code':'module.exports = (input) => input'";
  private static final String CONTEXT =
      MODES + ",'kind':'context','systemPrompt':'Be kind.','model':{'name':'m'}";
  private static final String API =
      MODES
          + ",'kind':'api','http':{'method':'GET','url':'https://example.com','sampleResponse':{}}";
  private static final String ORCHESTRATOR = MODES + ",'kind':'orchestrator','members':['worker']";

  private static final Agents AGENTS = new Agents();
  private static AnnotationConfigApplicationContext context;
  private static QueryGateway queries;

  /** The agents of a tenant, as the query side would answer. */
  static final class Agents {

    private final Map<AgentId, AgentView> views = new ConcurrentHashMap<>();

    @QueryHandler
    CompletableFuture<Optional<AgentView>> handle(FindAgent query) {
      return CompletableFuture.supplyAsync(
          () ->
              query.tenant().equals(TENANT)
                  ? Optional.ofNullable(views.get(query.agentId()))
                  : Optional.empty());
    }

    void add(String slug, AgentStatus status, String definition) {
      var id = AgentId.of(TENANT, slug);
      var parsed = parse(definition).definition();
      views.put(
          id,
          new AgentView(
              id,
              slug,
              slug,
              null,
              parsed.kind(),
              List.of(),
              status,
              new VersionRef(1, "sha256:0"),
              null,
              null,
              0,
              Instant.EPOCH,
              "ada",
              Instant.EPOCH,
              "ada",
              parsed));
    }
  }

  @BeforeAll
  static void start() {
    var bus = SimpleQueryBus.builder().build();
    queries = DefaultQueryGateway.builder().queryBus(bus).build();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(QueryGateway.class, () -> queries);
    context.registerBean(Models.class, KnownModels::new);
    context.scan("dev.agentledger.saga.validation", "dev.agentledger.saga.sandbox");
    context.refresh();
    new AnnotationQueryHandlerAdapter<>(context.getBean(DefinitionQueries.class)).subscribe(bus);
    new AnnotationQueryHandlerAdapter<>(AGENTS).subscribe(bus);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void agents() {
    AGENTS.views.clear();
    AGENTS.add("worker", AgentStatus.ACTIVE, FUNCTION);
    AGENTS.add("old", AgentStatus.ARCHIVED, FUNCTION);
  }

  @ParameterizedTest(name = "{0} of each kind passes")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock = "function\ncontext\napi\norchestrator")
  void aSoundDefinitionHasNoFindings(String kind) {
    assertThat(validate(sound(kind))).isEqualTo(new Validation(true, List.of()));
  }

  /** A property of null takes the one of the sound definition away. */
  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          context      | 'inputModes':[]                              | ERROR io.modes-declared /inputModes
          context      | 'outputModes':null                           | ERROR io.modes-declared /outputModes
          context      | 'inputSchema':{'type':'robot'}               | ERROR schema.input-valid /inputSchema/type
          context      | 'outputSchema':{'$ref':'https://a.example'}  | ERROR schema.output-valid /outputSchema/$ref
          context      | 'inputSchema':{'type':'object'},'exampleInput':[] | ERROR example.fits-input-schema /exampleInput
          context      | 'inputSchema':{'required':['a']},'smokeTests':[{'name':'x','input':{}}] | ERROR smoke.input-fits-schema /smokeTests/0/input
          context      | 'outputSchema':{'type':'array'},'smokeTests':[{'name':'x','expectedOutput':1}] | ERROR smoke.expected-output-fits-schema /smokeTests/0/expectedOutput
          context      | 'smokeTests':[{'name':'x'},{'name':'x'}]     | ERROR smoke.names-unique /smokeTests/1/name
          context      | 'systemPrompt':null                          | ERROR context.system-prompt /systemPrompt
          context      | 'systemPrompt':' '                           | ERROR context.system-prompt /systemPrompt
          context      | 'model':null                                 | WARNING context.model /model
          context      | 'model':{'name':'nowhere/x'}                 | WARNING model.served /model/name
          context      | 'model':{'name':'m','fallbacks':['m','nowhere/x']} | WARNING model.served /model/fallbacks/1
          context      | 'code':'x'                                   | WARNING kind.unused-field /code
          context      | 'http':{'method':'GET','url':'https://a.example'} | WARNING kind.unused-field /http
          context      | 'members':['worker']                         | WARNING kind.unused-field /members
          function     | 'systemPrompt':'x'                           | WARNING kind.unused-field /systemPrompt
          function     | 'model':{'name':'m'}                         | WARNING kind.unused-field /model
          api          | 'tools':['t']                                | WARNING kind.unused-field /tools
          function     | 'code':null                                  | ERROR function.code-present /code
          function     | 'code':'  '                                  | ERROR function.code-present /code
          function     | 'code':'module.exports = (input) => {'       | ERROR function.code-parses /code
          function     | 'code':'const x = 1'                         | ERROR function.handler-defined /code
          function     | 'code':'null.x; module.exports = () => 1'    | ERROR function.code-loads /code
          function     | 'code':'for(;;); module.exports = () => 1'   | ERROR function.code-loads /code
          function     | 'limits':{'timeoutMillis':30001}             | ERROR function.timeout /limits/timeoutMillis
          function     | 'limits':{'timeoutMillis':30000}             |
          function     | 'outputSchema':null                          | WARNING function.output-schema /outputSchema
          api          | 'http':null                                  | ERROR api.http-present /http
          api          | 'http':{'method':'GET','url':'/x','sampleResponse':1} | ERROR api.url-valid /http/url
          api          | 'http':{'method':'GET','url':'http://a.example/{{x}}','sampleResponse':1} | ERROR api.url-valid /http/url
          api          | 'http':{'method':'GET','url':'http://a.example','headers':{'A b':''},'sampleResponse':1} | ERROR api.headers-valid /http/headers/A b
          api          | 'http':{'method':'GET','url':'http://a.example','query':{'a/b':'{{'},'sampleResponse':1} | ERROR api.query-valid /http/query/a~1b
          api          | 'http':{'method':'POST','url':'http://a.example','body':'{','sampleResponse':1} | ERROR api.body-valid /http/body
          api          | 'http':{'method':'GET','url':'http://a.example','responseMapping':{'x':'y'},'sampleResponse':1} | ERROR api.response-mapping-valid /http/responseMapping/x
          api          | 'http':{'method':'GET','url':'http://a.example'} | WARNING api.sample-response /http/sampleResponse
          api          | 'inputSchema':{'properties':{'a':{}}},'http':{'method':'GET','url':'http://a.example/{{input.b}}','sampleResponse':1} | WARNING api.input-described /http/url
          api          | 'inputSchema':{'properties':{'a':{}}},'http':{'method':'GET','url':'http://a.example/{{input.a}}','sampleResponse':1} |
          orchestrator | 'members':[]                                 | ERROR orchestrator.members-present /members
          orchestrator | 'members':['worker','ghost']                 | ERROR orchestrator.members-exist /members/1
          orchestrator | 'members':['old']                            | ERROR orchestrator.members-exist /members/0
          orchestrator | 'members':['worker','worker']                | ERROR orchestrator.members-unique /members/1
          orchestrator | 'members':['ab']                             | ERROR orchestrator.not-itself /members/0
          """)
  void aRuleIsAppliedWhereItIsBroken(String kind, String part, String expected) {
    var document = sound(kind);
    document.putAll(object("{" + part + "}"));

    assertThat(brief(validate(document).findings()))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void brokenCodeIsLocated() {
    var document = sound("function");
    document.put("code", "module.exports = (input) => {\n  return input +;\n}");

    var findings = validate(document).findings();

    assertThat(findings)
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("Line 2, column ");
  }

  @Nested
  class OrchestratorsThatDirectOrchestrators {

    @Test
    void mayShareMembers() {
      AGENTS.add(
          "left",
          AgentStatus.ACTIVE,
          "'slug':'left','name':'L','kind':'orchestrator','members':['worker']");
      AGENTS.add(
          "right",
          AgentStatus.DRAFT,
          "'slug':'right','name':'R','kind':'orchestrator','members':['worker','left']");

      assertThat(members("left", "right")).isEmpty();
    }

    @Test
    void mayNotLeadBack() {
      AGENTS.add(
          "left",
          AgentStatus.ACTIVE,
          "'slug':'left','name':'L','kind':'orchestrator','members':['worker','right']");
      AGENTS.add(
          "right",
          AgentStatus.ACTIVE,
          "'slug':'right','name':'R','kind':'orchestrator','members':['ab']");

      var findings = members("worker", "left");

      assertThat(brief(findings)).containsExactly("ERROR orchestrator.no-cycle /members/1");
      assertThat(findings.getFirst().message())
          .isEqualTo("\"left\" leads back to the orchestrator: ab -> left -> right -> ab.");
    }

    @Test
    void maySpinAmongThemselves() {
      AGENTS.add(
          "left",
          AgentStatus.ACTIVE,
          "'slug':'left','name':'L','kind':'orchestrator','members':['right']");
      AGENTS.add(
          "right",
          AgentStatus.ACTIVE,
          "'slug':'right','name':'R','kind':'orchestrator','members':['left']");

      assertThat(members("left")).isEmpty();
    }

    private List<Finding> members(String... slugs) {
      var document = sound("orchestrator");
      document.put("members", List.of(slugs));
      return validate(document).findings();
    }
  }

  @Nested
  class DryRuns {

    @Test
    void runAFunctionOnTheDeclaredExample() {
      var run =
          dryRun(
              "'kind':'function','code':'module.exports = async ({n}) => ({twice: 2 * n})',"
                  + "'exampleInput':{'n':21},'outputSchema':{'required':['twice']}");

      assertThat(run.performed()).isTrue();
      assertThat(run.passed()).isTrue();
      assertThat(run.input()).isEqualTo(Map.of("n", 21));
      assertThat(run.output()).isEqualTo(value("{'twice':42}"));
    }

    @Test
    void makeAnExampleWhereNoneIsDeclared() {
      var run =
          dryRun(
              "'kind':'function','code':'function handler(input) { return input.words.length }',"
                  + "'inputSchema':{'type':'object','required':['words'],'properties':"
                  + "{'words':{'type':'array','items':{'type':'string'},'minItems':3}}},"
                  + "'outputSchema':{'const':3}");

      assertThat(run.passed()).isTrue();
      assertThat(run.output()).isEqualTo(3);
    }

    @Test
    void findAnOutputThatDoesNotFit() {
      var run =
          dryRun(
              "'kind':'function','code':'export default () => ({a: \"x\"})',"
                  + "'outputSchema':{'properties':{'a':{'type':'integer'}}}");

      assertThat(run.performed()).isTrue();
      assertThat(run.passed()).isFalse();
      assertThat(brief(run.findings())).containsExactly("ERROR output.fits-schema /output/a");
    }

    @Test
    void nameWhatWasThrownAndWhere() {
      var run =
          dryRun(
              "'kind':'function','code':'module.exports = () => {\\n  throw new Error(\"no luck\");\\n}'");

      assertThat(brief(run.findings())).containsExactly("ERROR trial.error /code");
      assertThat(run.findings().getFirst().message()).contains("no luck").contains(":2");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            for(;;);                                       | 1000 | ERROR trial.timeout /code
            const all = []; for(;;) all.push('x'.repeat(9e6)) | 20000 | ERROR trial.out-of-memory /code
            return 'x'.repeat(1e6)                          | 20000 | ERROR trial.output-too-large /code
            return /^(a+)+$/.test('a'.repeat(60) + '!')     | 1000 | ERROR trial.timeout /code
            """)
    void endInTimeWhateverTheCodeDoes(String body, int timeoutMillis, String expected) {
      var document = sound("function");
      document.put("code", "module.exports = () => { " + body.replace('\'', '"') + " }");
      document.put("limits", Map.of("timeoutMillis", timeoutMillis));

      var run = ask(new DryRunDefinition(definition(document)), DryRun.class);

      assertThat(run.passed()).isFalse();
      assertThat(brief(run.findings())).containsExactly(expected);
      assertThat(run.durationMillis()).isLessThan(20_000);
    }

    @Test
    void sayWhereNoExampleCanBeHad() {
      assertThat(brief(dryRun(FUNCTION_WITH + "'inputSchema':{'not':{}}").findings()))
          .containsExactly("ERROR example.made /exampleInput");
      assertThat(
              brief(
                  dryRun(FUNCTION_WITH + "'inputSchema':{'type':'array'},'exampleInput':{'a':1}")
                      .findings()))
          .containsExactly("ERROR example.fits-input-schema /exampleInput");
      assertThat(brief(dryRun(FUNCTION_WITH + "'inputSchema':{'type':'x'}").findings()))
          .contains("ERROR schema.input-valid /inputSchema/type");
    }

    private static final String FUNCTION_WITH =
        "'kind':'function','code':'module.exports = () => 1',";

    @Test
    void writeTheRequestOfAnApiAgentAndReadItsSample() {
      var run =
          dryRun(
              "'kind':'api','exampleInput':{'id':'a/b?c','text':'x\\\"}\\r\\nEvil: 1'},"
                  + "'outputSchema':{'required':['total']},"
                  + "'http':{'method':'POST','url':'https://example.com/o/{{input.id}}',"
                  + "'query':{'q':'{{input.id}}'},'body':'{\"t\": \"{{input.text}}\"}',"
                  + "'responseMapping':{'total':'/sum/0'},'sampleResponse':{'sum':[5]}}");

      assertThat(run.findings()).isEmpty();
      assertThat(run.passed()).isTrue();
      assertThat(run.output())
          .isEqualTo(
              Map.of(
                  "request",
                  Map.of(
                      "method", "POST",
                      "url", "https://example.com/o/a%2Fb%3Fc?q=a%2Fb%3Fc",
                      "headers", Map.of("Content-Type", "application/json"),
                      "query", Map.of("q", "a/b?c"),
                      "body", Map.of("t", "x\"}\r\nEvil: 1")),
                  "response",
                  Map.of("total", 5)));
    }

    @Test
    void findWhatKeepsAnApiAgentFromWorking() {
      var run =
          dryRun(
              "'kind':'api','exampleInput':{'a':'x\\r\\ny'},'outputSchema':{'type':'array'},"
                  + "'http':{'method':'GET','url':'https://example.com/{{input.b}}',"
                  + "'headers':{'X-A':'{{input.a}}'},'responseMapping':{'t':'/none'},"
                  + "'sampleResponse':{'sum':[5]}}");

      assertThat(run.performed()).isTrue();
      assertThat(run.passed()).isFalse();
      assertThat(brief(run.findings()))
          .containsExactlyInAnyOrder(
              "ERROR trial.invalid-request /http/url",
              "ERROR trial.invalid-request /http/headers/X-A",
              "ERROR trial.response-mapping /http/responseMapping/t");
    }

    @Test
    void areNotPerformedWhereThereIsNothingToTry() {
      for (var kind : List.of("context", "orchestrator")) {
        assertThat(ask(new DryRunDefinition(definition(sound(kind))), DryRun.class))
            .isEqualTo(new DryRun(false, true, null, null, List.of(), 0));
      }
    }

    private DryRun dryRun(String parts) {
      return ask(
          new DryRunDefinition(definition(object("{'slug':'ab','name':'A'," + parts + "}"))),
          DryRun.class);
    }
  }

  @Nested
  class SmokeRuns {

    @Test
    void compareAndCheckEachOutput() {
      var run =
          smokeRun(
              "'kind':'function','code':'module.exports = ({n}) => { if (n < 0) throw new Error(\"negative\"); return {b: n, a: 1.0} }',"
                  + "'inputSchema':{'required':['n']},'outputSchema':{'properties':{'b':{'maximum':5}}},"
                  + "'smokeTests':[{'name':'same','input':{'n':1},'expectedOutput':{'a':1,'b':1.0}},"
                  + "{'name':'other','input':{'n':2},'expectedOutput':{'a':1,'b':3}},"
                  + "{'name':'misfit','input':{'n':6}},{'name':'throws','input':{'n':-1}},"
                  + "{'name':'unfit','input':{}}]");

      assertThat(run.passed()).isFalse();
      assertThat(run.results())
          .extracting(
              result ->
                  "%s %s %s %s"
                      .formatted(
                          result.name(),
                          result.passed(),
                          result.error() == null ? "-" : result.error().kind(),
                          brief(result.findings())))
          .containsExactly(
              "same true - []",
              "other false - [ERROR smoke.expected-output /output]",
              "misfit false - [ERROR output.fits-schema /output/b]",
              "throws false error [ERROR trial.error /code]",
              "unfit false not-performed [ERROR smoke.input-fits-schema /input]");
    }

    @Test
    void compareTheRequestOfAnApiAgent() {
      var run =
          smokeRun(
              "'kind':'api','http':{'method':'POST','url':'https://example.com','body':'{\"a\": {{input}}}'},"
                  + "'smokeTests':[{'name':'one','input':1,'expectedOutput':{'method':'POST',"
                  + "'url':'https://example.com','headers':{'Content-Type':'application/json'},"
                  + "'query':{},'body':{'a':1}}},{'name':'two','input':2,'expectedOutput':{}}]");

      assertThat(run.results()).extracting(SmokeRun.Result::passed).containsExactly(true, false);
    }

    @Test
    void areNotPassedByAgentsThatNeedAModel() {
      var run =
          smokeRun("'kind':'context','systemPrompt':'x','smokeTests':[{'name':'a','input':1}]");

      assertThat(run.passed()).isFalse();
      assertThat(run.results())
          .singleElement()
          .satisfies(
              result -> {
                assertThat(result.error().kind()).isEqualTo("not-performed");
                assertThat(result.error().message())
                    .isEqualTo(
                        "A smoke test of an agent of kind context needs a model; only a run can perform it.");
              });
    }

    @Test
    void passWhereNoneIsDeclared() {
      assertThat(smokeRun("'kind':'context'")).isEqualTo(new SmokeRun(true, List.of()));
    }

    private SmokeRun smokeRun(String parts) {
      return ask(
          new SmokeRunDefinition(definition(object("{'slug':'ab','name':'A'," + parts + "}"))),
          SmokeRun.class);
    }
  }

  @Test
  void anInputIsCheckedAgainstItsSchema() {
    var definition = sound("function");
    definition.put("inputSchema", object("{'type':'object','required':['a']}"));

    assertThat(check(definition, Map.of("a", 1))).isEqualTo(new Validation(true, List.of()));
    assertThat(brief(check(definition, Map.of()).findings()))
        .containsExactly("ERROR input.required ");
    assertThat(check(sound("function"), "anything").valid()).isTrue();
  }

  private static Validation check(Map<String, Object> document, Object input) {
    return ask(new CheckInput(definition(document), input), Validation.class);
  }

  private static Map<String, Object> sound(String kind) {
    return object(
        "{%s}"
            .formatted(
                switch (kind) {
                  case "function" -> FUNCTION;
                  case "context" -> CONTEXT;
                  case "api" -> API;
                  default -> ORCHESTRATOR;
                }));
  }

  private static Validation validate(Map<String, Object> document) {
    return ask(new ValidateDefinition(TENANT, definition(document)), Validation.class);
  }

  private static AgentDefinition definition(Map<String, Object> document) {
    var parsed = ask(new ParseDefinition(document), ParsedDefinition.class);
    assertThat(parsed.findings()).isEmpty();
    return parsed.definition();
  }

  private static ParsedDefinition parse(String parts) {
    return ask(new ParseDefinition(object("{" + parts + "}")), ParsedDefinition.class);
  }

  private static <T> T ask(Object query, Class<T> answer) {
    return queries
        .query(query, ResponseTypes.instanceOf(answer))
        .orTimeout(50, TimeUnit.SECONDS)
        .join();
  }
}
