package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.server.http.LedgerPosition;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** The description of the interface is whole, and right about what can go wrong. */
class DescriptionTest extends RunningLedger {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  @Autowired
  @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping handlers;

  @Test
  void isOpenApi31AndOpenToAll() {
    get(anonymous(), "/v3/api-docs")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.openapi")
        .value(version -> assertThat(version.toString()).startsWith("3.1"))
        .jsonPath("$.components.securitySchemes.bearer.scheme")
        .isEqualTo("bearer");
    get(anonymous(), "/swagger-ui/index.html").expectStatus().isOk();
  }

  @Test
  void namesEveryAddressOfTheProgram() {
    var mapped =
        handlers.getHandlerMethods().keySet().stream()
            .flatMap(
                mapping ->
                    mapping.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> pattern.getPatternString())
                        .filter(path -> path.startsWith("/api/") || path.startsWith("/v1/"))
                        .map(path -> path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"))
                        .flatMap(
                            path ->
                                mapping.getMethodsCondition().getMethods().stream()
                                    .map(
                                        method ->
                                            method.name().toLowerCase(Locale.ROOT) + " " + path)))
            .collect(Collectors.toSet());

    assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(mapped);
  }

  @Test
  void saysForEachOperationWhatItDoesAnswersAndNeeds() {
    operations()
        .forEach(
            (address, operation) -> {
              var answers = operation.path("responses");
              assertThat(operation.path("summary").asText()).as(address).isNotBlank();
              assertThat(operation.path("tags")).as(address).isNotEmpty();
              assertThat(operation.path("description").asText())
                  .as(address)
                  .contains("Needs the role");
              assertThat(answers.fieldNames())
                  .as(address)
                  .toIterable()
                  .contains("401", "403", "500", "503")
                  .anyMatch(status -> status.startsWith("2") || status.equals("101"));
              answers
                  .properties()
                  .forEach(
                      answer -> {
                        if (answer.getKey().matches("[45]..")) {
                          assertThat(answer.getValue().at("/content").findValuesAsText("$ref"))
                              .as(address + " " + answer.getKey())
                              .containsExactly(
                                  address.contains(" /v1/")
                                      ? "#/components/schemas/OpenAiError"
                                      : "#/components/schemas/Problem");
                        }
                      });
            });
  }

  @Test
  void saysOfAWriteThatItsAnswerTellsThePosition() {
    assertThat(operations())
        .hasEntrySatisfying(
            "post /api/v1/agents",
            operation ->
                assertThat(operation.at("/responses/201/headers").has(LedgerPosition.HEADER))
                    .isTrue())
        .hasEntrySatisfying(
            "get /api/v1/agents",
            operation ->
                assertThat(operation.at("/responses/200/headers").has(LedgerPosition.HEADER))
                    .isFalse());
  }

  @Test
  void saysOfWhatFormEveryParameterIs() {
    assertThat(operations())
        .allSatisfy(
            (name, operation) ->
                assertThat(operation.path("parameters"))
                    .as(name)
                    .allSatisfy(parameter -> assertThat(parameter.has("schema")).isTrue()));
  }

  @Test
  void tellsWritesFromReads() {
    var operations = operations();

    assertThat(parameters(operations.get("post /api/v1/agents")))
        .contains("Idempotency-Key", "If-Match", "dryRun");
    assertThat(operations.get("post /api/v1/agents").path("responses").fieldNames())
        .toIterable()
        .contains("200", "201", "400", "409", "412", "413", "415", "422");
    assertThat(parameters(operations.get("get /api/v1/agents")))
        .containsExactlyInAnyOrder("kind", "status", "tag", "text", "cursor", "limit", "after");
    assertThat(parameters(operations.get("get /api/v1/runs/{run}/events")))
        .containsExactlyInAnyOrder("run", "after", "limit", "Last-Event-ID");
    assertThat(parameters(operations.get("get /api/v1/audit/events")))
        .containsExactlyInAnyOrder(
            "fromPosition",
            "toPosition",
            "from",
            "to",
            "actor",
            "agent",
            "run",
            "stream",
            "correlation",
            "contract",
            "after",
            "limit",
            "newestFirst",
            "Last-Event-ID");
  }

  @Test
  void offersEveryFormOfAList() {
    assertThat(
            operations().get("get /api/v1/audit/events").at("/responses/200/content").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("application/json", "application/x-ndjson", "text/event-stream");
    assertThat(operations().get("get /api/v1/tools").at("/responses/200/content").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("application/json", "text/event-stream");
  }

  @Test
  void showsNamesAsTheyTravelAndWhatIsRequired() {
    var description = description();
    var schemas = description.at("/components/schemas");

    assertThat(description.at("/paths/~1api~1v1~1agents/get/parameters").findValuesAsText("$ref"))
        .isEmpty();
    assertThat(schemas.at("/AgentView/properties/agentId/type").asText()).isEqualTo("string");
    assertThat(schemas.toString()).contains("\"promotion-requested\"").doesNotContain("PROMOTION_");
    assertThat(texts(schemas.at("/AgentDefinition/required")))
        .containsExactlyInAnyOrder("slug", "name", "kind");
    assertThat(texts(schemas.at("/AgentView/required")))
        .contains("agentId", "tags", "streamVersion")
        .doesNotContain("definition", "active");
    assertThat(texts(schemas.at("/ModelSettings/required"))).containsExactly("name");
    assertThat(schemas.at("/RunView/properties/output").has("type")).isFalse();
    assertThat(schemas.at("/BudgetView/properties/cap/type").asText()).isEqualTo("string");
    assertThat(texts(schemas.at("/PriceView/required")))
        .containsExactlyInAnyOrder("provider", "model", "input", "output");
    assertThat(description.at("/paths/~1api~1v1~1agents/post/requestBody/content").fieldNames())
        .toIterable()
        .contains("application/json", "application/yaml");
  }

  @Test
  void showsWhatADryRunAnswers() {
    var draft = operations().get("post /api/v1/agents").at("/responses/200/content");
    var imported = operations().get("post /api/v1/tools/imports");

    assertThat(draft.findValuesAsText("$ref"))
        .containsExactly("#/components/schemas/AgentView", "#/components/schemas/WouldRecord");
    assertThat(imported.at("/responses/200/content").findValuesAsText("$ref"))
        .containsExactly("#/components/schemas/ImportReport");
    assertThat(
            imported
                .at("/requestBody/content/application~1json/schema/additionalProperties")
                .asBoolean())
        .isTrue();
  }

  private static Set<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }

  private static Set<String> parameters(JsonNode operation) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .map(parameter -> parameter.path("name").asText())
        .collect(Collectors.toSet());
  }

  private Map<String, JsonNode> operations() {
    return description().path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .map(
                        operation ->
                            Map.entry(
                                operation.getKey() + " " + path.getKey(), operation.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void givesEachOperationANameOfItsOwn() {
    assertThat(
            operations().values().stream().map(operation -> operation.path("operationId").asText()))
        .doesNotHaveDuplicates()
        .contains("agentDraft", "runStart", "runEventList");
  }

  private JsonNode description() {
    return bodyOf(get(anonymous(), "/v3/api-docs"));
  }
}
