package dev.agentledger.saga.tool;

import static dev.agentledger.saga.egress.LocalServer.answer;
import static dev.agentledger.saga.egress.LocalServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.api.tool.FindTool;
import dev.agentledger.api.tool.FindToolVersion;
import dev.agentledger.api.tool.ToolStatus;
import dev.agentledger.api.tool.ToolVersionView;
import dev.agentledger.api.tool.ToolView;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.events.key.Role;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.PinnedTool;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.ToolKind;
import dev.agentledger.events.tool.Egress;
import dev.agentledger.events.tool.OnExpiry;
import dev.agentledger.events.tool.ToolApproval;
import dev.agentledger.events.tool.ToolDefinition;
import dev.agentledger.events.tool.ToolEffect;
import dev.agentledger.events.tool.ToolForm;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.events.tool.ToolVersion;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.credential.Credentials;
import dev.agentledger.saga.egress.Exchanges;
import dev.agentledger.saga.egress.LocalServer;
import dev.agentledger.saga.egress.ShownSecrets;
import dev.agentledger.saga.validation.JsonSchemas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls of registered tools against a real server, a real sandbox and a real database. */
@Timeout(60)
class ToolCallsTest {

  private static final String TENANT = "acme";
  private static final AgentId AGENT = AgentId.of(TENANT, "helper");
  private static final RunId RUN = new RunId("run_1");
  private static final String SECRET = "canary-secret-5309";

  private static final Registered REGISTERED = new Registered();
  private static AnnotationConfigApplicationContext context;
  private static Tools tools;

  private final LocalServer server = LocalServer.start();

  /** The tools of the tenant, as the query side would answer. */
  static final class Registered {

    private final Map<ToolId, ToolVersion> versions = new ConcurrentHashMap<>();

    @QueryHandler
    Optional<ToolView> handle(FindTool query) {
      return Optional.ofNullable(versions.get(query.toolId()))
          .map(
              version ->
                  new ToolView(
                      query.toolId(),
                      version.definition().name(),
                      version.definition().description(),
                      version.definition().kind(),
                      version.definition().effect(),
                      version.definition().approval().need(),
                      version.definition().credential(),
                      ToolStatus.ACTIVE,
                      version.ref(),
                      0,
                      Instant.EPOCH,
                      "ada",
                      Instant.EPOCH,
                      "ada",
                      version.definition()));
    }

    @QueryHandler
    Optional<ToolVersionView> handle(FindToolVersion query) {
      return Optional.ofNullable(versions.get(query.toolId()))
          .filter(version -> version.hash().equals(query.version()))
          .map(
              version ->
                  new ToolVersionView(
                      query.toolId(),
                      1,
                      version.hash(),
                      "ada",
                      Instant.EPOCH,
                      version.definition()));
    }

    @QueryHandler
    Optional<dev.agentledger.api.agent.AgentView> handle(
        dev.agentledger.api.agent.FindAgent query) {
      return Optional.empty();
    }
  }

  /** One bearer token, which is good. */
  static final class OneToken implements Credentials {

    @Override
    public Shown shown(String tenant, String name) {
      return name.equals("payments")
          ? new Shown.Ready(
              new ShownSecrets(
                  Map.of("Authorization", "Bearer " + SECRET), Map.of(), List.of(), Set.of(SECRET)))
          : new Shown.Unavailable("credential-missing", "No " + name, false);
    }

    @Override
    public boolean renew(String tenant, String name, ShownSecrets refused) {
      return false;
    }
  }

  @BeforeAll
  static void start() {
    var queries = SimpleQueryBus.builder().build();
    new AnnotationQueryHandlerAdapter<>(REGISTERED).subscribe(queries);
    var database = Database.migrated();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(QueryBus.class, () -> queries);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    context.registerBean(Credentials.class, OneToken::new);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.registerBean(Exchanges.class, () -> Exchanges.reaching(List.of("localhost")));
    context.scan("dev.agentledger.saga.sandbox");
    context.register(
        JsonSchemas.class,
        Questions.class,
        PinnedDefinitions.class,
        Conditions.class,
        Results.class,
        Answers.class,
        HttpCalls.class,
        FunctionCalls.class,
        Quotas.class,
        Calls.class,
        StoredTools.class);
    context.refresh();
    tools = context.getBean(Tools.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A tool that posts to the server, with what matters to a test. */
  private final class Draft {

    private String name = "refund";
    private String method = "POST";
    private String path = "/";
    private ToolEffect effect = ToolEffect.EFFECTFUL;
    private @Nullable Map<String, @Nullable Object> outputSchema;
    private Map<String, String> mapping = Map.of();
    private int timeoutMillis = 5_000;
    private @Nullable Integer quota;
    private ToolApproval approval = ToolApproval.of(ToolApproval.Need.NEVER);
    private @Nullable String credential;
    private @Nullable String code;

    PinnedTool pinned() throws InterruptedException {
      var definition =
          new ToolDefinition(
              name,
              "Does it.",
              code == null ? ToolForm.HTTP : ToolForm.FUNCTION,
              Map.of("type", "object", "properties", Map.of("cents", Map.of("type", "integer"))),
              outputSchema,
              effect,
              timeoutMillis,
              0,
              quota,
              approval,
              code == null
                  ? new HttpConfiguration(
                      method,
                      server.url(path),
                      Map.of(),
                      Map.of(),
                      method.equals("GET") ? null : "{\"cents\": {{input.cents?}}}",
                      mapping,
                      null)
                  : null,
              code,
              credential,
              new Egress(List.of(), true, 10_000));
      REGISTERED.versions.put(ToolId.of(TENANT, name), ToolVersion.of(1, definition));
      return tools.pin(TENANT, List.of(name)).getFirst();
    }

    ToolOutcome called() throws InterruptedException {
      return called(Map.of("cents", 5));
    }

    ToolOutcome called(Map<String, Object> arguments) throws InterruptedException {
      return tools.call(call(pinned(), arguments));
    }
  }

  private static ToolCall call(PinnedTool tool, Object arguments) {
    return new ToolCall(
        TENANT, RUN, AGENT, tool, arguments, "run_1:call_1", Duration.ofSeconds(20));
  }

  private static CallFailure failureOf(ToolOutcome outcome) {
    return ((ToolOutcome.Failed) outcome).failure();
  }

  @Nested
  class AnHttpTool {

    @Test
    void sendsItsArgumentsAndReadsTheResult() throws Exception {
      server.at("/", json(200, "{\"data\": {\"id\": \"re_1\", \"rest\": 1}}"));
      var draft = new Draft();
      draft.mapping = Map.of("refund", "/data/id");

      var outcome = draft.called();

      assertThat(outcome)
          .isInstanceOfSatisfying(
              ToolOutcome.Succeeded.class,
              succeeded -> assertThat(succeeded.result()).isEqualTo(Map.of("refund", "re_1")));
      var sent = server.received().getFirst();
      assertThat(sent.body()).isEqualTo("{\"cents\": 5}");
      assertThat(sent.header("Idempotency-Key")).isEqualTo("run_1:call_1");
      assertThat(sent.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void showsItsCredentialAndNeverTellsIt() throws Exception {
      server.at(
          "/",
          exchange -> {
            var shown = exchange.getRequestHeaders().getFirst("Authorization");
            LocalServer.json(200, "{\"you\": \"sent " + shown + "\"}").write(exchange);
          });
      var draft = new Draft();
      draft.credential = "payments";

      var outcome = draft.called();

      assertThat(server.received().getFirst().header("Authorization"))
          .isEqualTo("Bearer " + SECRET);
      assertThat(((ToolOutcome.Succeeded) outcome).result())
          .isEqualTo(Map.of("you", "sent Bearer ***"));
    }

    @Test
    void quotesARefusalWithoutItsSecrets() throws Exception {
      server.at("/", json(422, "{\"error\": \"" + SECRET + " is too short\"}"));
      var draft = new Draft();
      draft.credential = "payments";

      assertThat(failureOf(draft.called()))
          .isEqualTo(
              new CallFailure(
                  "http-422", "It answers 422: {\"error\": \"*** is too short\"}", false, null));
    }

    @Test
    void withoutItsCredentialIsNotSent() throws Exception {
      var draft = new Draft();
      draft.credential = "lost";

      assertThat(failureOf(draft.called()).kind()).isEqualTo("credential-missing");
      assertThat(server.received()).isEmpty();
    }

    /** What decides is whether the other side can have carried the call out. */
    @ParameterizedTest
    @CsvSource({
      "400, effectful, final",
      "404, effectful, final",
      "409, read, final",
      "408, effectful, retryable",
      "429, effectful, retryable",
      "500, effectful, unknown",
      "502, effectful, unknown",
      "504, effectful, unknown",
      "503, effectful, unknown",
      "501, effectful, final",
      "505, read, final",
      "500, read, retryable",
      "502, idempotent, retryable",
      "503, idempotent, retryable"
    })
    void meansWithAStatus(int status, String effect, String meaning) throws Exception {
      server.at("/", json(status, "{}"));
      var draft = new Draft();
      draft.effect = ToolEffect.valueOf(effect.toUpperCase(java.util.Locale.ROOT));

      var outcome = draft.called();

      switch (meaning) {
        case "unknown" -> assertThat(outcome).isInstanceOf(ToolOutcome.OutcomeUnknown.class);
        case "final" -> assertThat(failureOf(outcome).retryable()).isFalse();
        default -> assertThat(failureOf(outcome).retryable()).isTrue();
      }
    }

    @Test
    void thatIsToldWhenToComeAgainHasChangedNothing() throws Exception {
      server.at("/", answer(503, "text/plain", new byte[0], Map.of("Retry-After", "2")));

      assertThat(failureOf(new Draft().called()))
          .isEqualTo(new CallFailure("http-503", "It answers 503", true, 2_000L));
    }

    @ParameterizedTest
    @CsvSource({"effectful, true", "read, false", "idempotent, false"})
    void thatIsNotAnsweredInTimeIsUnknownIfItIsEffectful(String effect, boolean unknown)
        throws Exception {
      server.at(
          "/",
          _ -> {
            try {
              Thread.sleep(1_500);
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
      var draft = new Draft();
      draft.effect = ToolEffect.valueOf(effect.toUpperCase(java.util.Locale.ROOT));
      draft.timeoutMillis = 300;

      var outcome = draft.called();

      if (unknown) {
        assertThat(outcome).isInstanceOf(ToolOutcome.OutcomeUnknown.class);
      } else {
        assertThat(failureOf(outcome))
            .isEqualTo(new CallFailure("timeout", "127.0.0.1 did not answer in time", true, null));
      }
    }

    @Test
    void whoseResultDoesNotFitSaysThatItWasCarriedOut() throws Exception {
      server.at("/", json(200, "{\"id\": 7}"));
      var draft = new Draft();
      draft.outputSchema =
          Map.of("type", "object", "properties", Map.of("id", Map.of("type", "string")));

      var failure = failureOf(draft.called());

      assertThat(failure.kind()).isEqualTo("result-invalid");
      assertThat(failure.retryable()).isFalse();
      assertThat(failure.message())
          .contains("/id is a whole number, not text")
          .endsWith("The call was carried out all the same");
    }

    @Test
    void thatAnswersWithNeitherJsonNorTextIsInvalid() throws Exception {
      server.at("/", answer(200, "image/png", new byte[] {1, 2}, Map.of()));

      assertThat(failureOf(new Draft().called()).message())
          .startsWith("The answer is image/png; only JSON and text can be read");
    }

    @Test
    void mayAnswerWithText() throws Exception {
      server.at("/", answer(200, "text/plain; charset=utf-8", "done".getBytes(UTF_8), Map.of()));

      assertThat(((ToolOutcome.Succeeded) new Draft().called()).result()).isEqualTo("done");
    }

    @Test
    void beyondItsQuotaIsNotSent() throws Exception {
      server.at("/", json(200, "{}"));
      var draft = new Draft();
      draft.name = "scarce";
      draft.quota = 2;

      assertThat(draft.called()).isInstanceOf(ToolOutcome.Succeeded.class);
      assertThat(draft.called()).isInstanceOf(ToolOutcome.Succeeded.class);
      assertThat(failureOf(draft.called()))
          .isEqualTo(
              new CallFailure(
                  "quota-exceeded", "scarce may be called 2 times a minute", true, 30_000L));
      assertThat(server.received()).hasSize(2);
    }

    @Test
    void isMeasured() throws Exception {
      server.at("/", json(200, "{}"));
      var draft = new Draft();
      draft.name = "measured";

      draft.called();

      assertThat(
              context
                  .getBean(MeterRegistry.class)
                  .get(Calls.TIMER)
                  .tags("tool", "measured", "outcome", "succeeded")
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void anApiAgentCallsUnderTheSameRules() throws Exception {
    server.at("/", json(200, "{\"ok\": true}"));
    var http =
        new HttpConfiguration(
            "GET", server.url("/?q={{input.q}}"), Map.of(), Map.of(), null, Map.of(), null);
    var api =
        new PinnedTool("api", ToolKind.API, null, null, ToolEffect.READ, 5_000, 0, OnExpiry.REJECT);

    assertThat(failureOf(tools.call(call(api, Map.of("q", "a b")), http)).kind())
        .isEqualTo("egress-refused");
    var own =
        new HttpConfiguration(
            "GET",
            "http://localhost:" + server.port() + "/?q={{input.q}}",
            Map.of(),
            Map.of(),
            null,
            Map.of(),
            null);
    assertThat(tools.call(call(api, Map.of("q", "a b")), own))
        .isInstanceOfSatisfying(
            ToolOutcome.Succeeded.class,
            succeeded -> assertThat(succeeded.result()).isEqualTo(Map.of("ok", true)));
    assertThat(server.received().getLast().query()).isEqualTo("q=a%20b");
  }

  @Nested
  class AFunctionTool {

    @Test
    void computesItsResult() throws Exception {
      var draft = new Draft();
      draft.code = "module.exports = async ({ cents }) => ({ twice: 2 * cents })";

      assertThat(((ToolOutcome.Succeeded) draft.called()).result()).isEqualTo(Map.of("twice", 10));
    }

    @Test
    void thatNeverEndsFails() throws Exception {
      var draft = new Draft();
      draft.code = "module.exports = () => { for (;;) {} }";
      draft.timeoutMillis = 300;

      assertThat(failureOf(draft.called()).kind()).isEqualTo("timeout");
    }
  }

  @Nested
  class Judging {

    private Judgement judged(ToolApproval approval, Object arguments) throws InterruptedException {
      var draft = new Draft();
      draft.name = "judged";
      draft.approval = approval;
      return tools.judge(TENANT, AGENT, draft.pinned(), arguments);
    }

    private static ToolApproval when(String condition) {
      return new ToolApproval(
          ToolApproval.Need.WHEN, condition, OnExpiry.FAIL, Duration.ofHours(4), Role.OPERATOR, 2);
    }

    @Test
    void saysWhyArgumentsDoNotFit() throws Exception {
      var judgement = judged(ToolApproval.of(ToolApproval.Need.ALWAYS), Map.of("cents", "5"));

      assertThat(judgement.problem())
          .isEqualTo("The arguments do not fit: /cents is text, not a whole number");
      assertThat(judgement.approvalReason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "args.cents > 100, 101, true",
      "args.cents > 100, 100, false",
      "args.cents > 99.5, 100, true",
      "agent.id == 'nobody', 1, false",
      "size(args) == 1 && has(args.cents), 1, true"
    })
    void asksAPersonWhenTheConditionHolds(String condition, int cents, boolean asks)
        throws Exception {
      var judgement = judged(when(condition), Map.of("cents", cents));

      assertThat(judgement.problem()).isNull();
      assertThat(judgement.approvalReason() != null).isEqualTo(asks);
    }

    @Test
    void asksAPersonWhenTheConditionCannotBeJudged() throws Exception {
      var judgement = judged(when("args.missing > 1"), Map.of("cents", 1));

      assertThat(judgement.approvalReason())
          .startsWith("The condition cannot be judged (")
          .contains("missing");
      assertThat(judgement.approvalRule().approvals()).isEqualTo(2);
      assertThat(judgement.approvalRule().role()).isEqualTo(Role.OPERATOR);
      assertThat(judgement.approvalRule().expireAfter()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void doesNotCountForEver() throws Exception {
      var arguments = new HashMap<String, Object>();
      arguments.put("list", java.util.Collections.nCopies(500, 1));

      var judgement =
          judged(
              when("args.list.all(a, args.list.all(b, args.list.all(c, a + b + c > 0)))"),
              arguments);

      assertThat(judgement.approvalReason()).startsWith("The condition cannot be judged (");
    }
  }
}
