package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Tools and credentials: registered, imported, stored, and never told. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "ledger.master-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
class ToolsOverHttpTest extends RunningLedger {

  private static final String TOOLS = "/api/v1/tools";
  private static final String CREDENTIALS = "/api/v1/credentials";
  private static final String CANARY = "canary-8d1f-secret";

  @Autowired private JdbcClient database;

  private static Map<String, Object> tool(String name) {
    var tool = new HashMap<String, Object>();
    tool.put("name", name);
    tool.put("description", "Doubles.");
    tool.put("kind", "function");
    tool.put(
        "inputSchema",
        Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer"))));
    tool.put("effect", "read");
    tool.put("code", "module.exports = ({ n }) => ({ twice: 2 * n })");
    return tool;
  }

  @Test
  void aToolIsRegisteredChangedRetiredAndRestored() {
    post(builder(), TOOLS, tool("doubler"))
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"0\"")
        .expectBody()
        .jsonPath("$.approval")
        .isEqualTo("never")
        .jsonPath("$.definition.timeoutMillis")
        .isEqualTo(30_000);

    builder()
        .patch()
        .uri(TOOLS + "/doubler")
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .bodyValue("{\"description\": \"Doubles a number.\"}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.latest.number")
        .isEqualTo(2)
        .jsonPath("$.definition.code")
        .exists();
    get(builder(), TOOLS + "/doubler/versions/1")
        .expectBody()
        .jsonPath("$.definition.description")
        .isEqualTo("Doubles.");

    post(builder(), TOOLS + "/doubler/retire")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("retired");
    post(builder(), TOOLS, tool("doubler")).expectStatus().isEqualTo(409);
    post(builder(), TOOLS + "/doubler/restore")
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo("active");
    post(as("vera", "viewer"), TOOLS, tool("other")).expectStatus().isForbidden();
  }

  @Test
  void aToolThatCouldNotBeCalledIsAnsweredWithFindings() {
    var broken = tool("ask_human");
    broken.put("code", "module.exports = (");
    broken.put("approval", Map.of("need", "when", "condition", "args.n +"));
    broken.put("credential", "nowhere");

    var findings = bodyOf(post(builder(), TOOLS, broken)).path("findings");

    assertThat(findings.findValuesAsText("rule"))
        .contains(
            "tool.name-reserved",
            "function.code-parses",
            "approval.condition-valid",
            "tool.credential-known");
  }

  @Test
  void anAgentCanOnlyNameToolsThatAreThere() {
    post(builder(), TOOLS, tool("present")).expectStatus().isCreated();
    var agent =
        Map.of(
            "slug", "tool-user",
            "name", "Tool user",
            "kind", "context",
            "inputModes", List.of("application/json"),
            "outputModes", List.of("application/json"),
            "systemPrompt", "Use them.",
            "tools", List.of("present", "ask_human", "absent"));

    var findings =
        bodyOf(post(builder(), "/api/v1/agents/validate", agent)).path("findings").toString();

    assertThat(findings).contains("/tools/2", "tools.known").doesNotContain("/tools/0", "/tools/1");
  }

  @Test
  void anOpenApiDescriptionBecomesTools() {
    var description =
        """
        openapi: 3.0.3
        info: {title: Shop, version: '1'}
        servers: [{url: 'https://shop.example.com/v1'}]
        security: [{key: []}]
        components:
          securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
          schemas:
            Order: {type: object, properties: {id: {type: string, nullable: true}}}
        paths:
          /orders/{orderId}:
            get:
              operationId: getOrder
              summary: One order
              parameters:
                - {name: orderId, in: path, required: true, schema: {type: string}}
                - {name: full, in: query, schema: {type: boolean}}
              responses:
                '200':
                  description: ok
                  content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
          /orders:
            post:
              operationId: createOrder
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
              responses: {'201': {description: made}}
            put:
              requestBody:
                required: true
                content: {application/json: {schema: {$ref: 'https://evil.example/x.json'}}}
              responses: {'200': {description: ok}}
        """;

    var report =
        json(
            builder()
                .post()
                .uri(TOOLS + "/imports")
                .contentType(MediaType.valueOf("application/yaml"))
                .bodyValue(description)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

    assertThat(report.path("tools").findValuesAsText("outcome"))
        .containsExactly("registered", "registered");
    assertThat(report.at("/tools/0/definition/http/url").asText())
        .isEqualTo("https://shop.example.com/v1/orders/{{input.orderId}}");
    assertThat(report.at("/tools/0/definition/http/query/full").asText())
        .isEqualTo("{{input.full?}}");
    assertThat(report.at("/tools/0/definition/approval/need").asText()).isEqualTo("never");
    assertThat(report.at("/tools/1/definition/effect").asText()).isEqualTo("effectful");
    assertThat(report.at("/tools/1/definition/approval/need").asText()).isEqualTo("always");
    assertThat(report.at("/skipped/0/reason").asText()).contains("nothing is fetched");
    assertThat(report.at("/credentials/0/name").asText()).isEqualTo("key");
    get(builder(), TOOLS + "/get_order")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.credential")
        .isEqualTo("key");
  }

  @Test
  void aSecretIsKeptAndNeverTold(CapturedOutput output) {
    var order = Map.of("name", "quiet", "kind", "bearer", "secret", Map.of("token", CANARY));
    var answers = new StringBuilder();
    var stored =
        admin()
            .post()
            .uri(CREDENTIALS)
            .header("Idempotency-Key", "once-quiet")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(order)
            .exchange();
    stored.expectStatus().isCreated();
    answers.append(bodyOf(stored));
    answers.append(bodyOf(get(admin(), CREDENTIALS + "/quiet")));
    answers.append(
        bodyOf(
            post(
                admin(), CREDENTIALS, Map.of("name", CANARY, "kind", "bearer", "secret", CANARY))));
    answers.append(
        bodyOf(
            admin()
                .post()
                .uri(CREDENTIALS)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"secret\": " + CANARY)
                .exchange()));
    admin()
        .put()
        .uri(CREDENTIALS + "/quiet")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("kind", "bearer", "secret", Map.of("token", CANARY + "-2")))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals(HttpHeaders.ETAG, "\"1\"");
    post(as("vera", "viewer"), CREDENTIALS, order).expectStatus().isForbidden();

    assertThat(answers.toString()).doesNotContain(CANARY);
    assertThat(output.getAll()).doesNotContain(CANARY);
    for (var table :
        database
            .sql(
                """
                select quote_ident(table_schema) || '.' || quote_ident(table_name)
                from information_schema.tables
                where table_type = 'BASE TABLE'
                  and table_schema not in ('pg_catalog', 'information_schema')
                """)
            .query(String.class)
            .list()) {
      var told =
          database
              .sql(
                  "select count(*) from %s as row where strpos(row::text, :text) > 0 or strpos(row::text, encode(:text::bytea, 'hex')) > 0"
                      .formatted(table))
              .param("text", CANARY)
              .query(Integer.class)
              .single();
      assertThat(told).as(table).isZero();
    }

    admin().delete().uri(CREDENTIALS + "/quiet").exchange().expectStatus().isNoContent();
    get(admin(), CREDENTIALS + "/quiet").expectBody().jsonPath("$.status").isEqualTo("revoked");
  }
}
