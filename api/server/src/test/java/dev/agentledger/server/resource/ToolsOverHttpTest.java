package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.events.credential.CredentialId;
import java.time.Duration;
import java.time.OffsetDateTime;
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
  private static final String SWEEP = "credential-secret-sweep";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
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

    var report = imported(description);

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
  void aDescriptionOf31IsReadInItsOwnWords() {
    var report =
        imported(
            """
            openapi: 3.1.0
            info: {title: Post, version: '2'}
            servers: [{url: 'https://post.example.com'}]
            security: [{token: []}]
            $defs:
              Weight: {type: number, exclusiveMinimum: 0}
            components:
              securitySchemes:
                token: {type: http, scheme: bearer}
                query key: {type: apiKey, in: query, name: api_key}
                machine:
                  type: oauth2
                  flows:
                    clientCredentials:
                      tokenUrl: https://post.example.com/token
                      scopes: {send: Send parcels}
                session: {type: apiKey, in: cookie, name: sid}
              parameters:
                Verbose: {name: verbose, in: query, schema: {type: [boolean, 'null']}}
              schemas:
                Parcel:
                  type: object
                  required: [kind, to]
                  properties:
                    kind: {const: parcel}
                    to: {$ref: '#/components/schemas/Address'}
                    note: {type: [string, 'null'], examples: ['Fragile', null]}
                    weight: {$ref: '#/$defs/Weight'}
                    parts: {type: array, items: {$ref: '#/components/schemas/Parcel'}}
                Address:
                  type: object
                  $defs: {Zip: {type: string, pattern: '^[0-9]{4}$'}}
                  properties:
                    zip: {$ref: '#/components/schemas/Address/$defs/Zip'}
            paths:
              /parcels/{id}:
                get:
                  operationId: trackParcel
                  security: [{query key: []}]
                  parameters:
                    - {name: id, in: path, required: true, schema: {type: [string, integer]}}
                    - {$ref: '#/components/parameters/Verbose'}
                  responses:
                    '200':
                      description: found
                      content: {application/json: {schema: {$ref: '#/components/schemas/Parcel'}}}
              /parcels:
                post:
                  operationId: sendParcel
                  security: [{machine: [send]}]
                  requestBody:
                    required: true
                    content: {application/json: {schema: {$ref: '#/components/schemas/Parcel'}}}
                  responses: {'201': {description: sent}}
                delete:
                  operationId: forgetParcels
                  responses: {'204': {description: gone}}
                put:
                  operationId: replaceParcels
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: {$ref: 'https://elsewhere.example/parcel.json#/Parcel'}
                  responses: {'200': {description: ok}}
                patch:
                  operationId: patchParcels
                  security: [{session: []}]
                  responses: {'200': {description: ok}}
            """);

    assertThat(report.path("tools"))
        .extracting(
            tool -> tool.at("/definition/name").asText(),
            tool -> tool.path("outcome").asText(),
            tool -> tool.at("/definition/credential").asText())
        .containsExactly(
            tuple("track_parcel", "registered", "query_key"),
            tuple("send_parcel", "registered", "machine"),
            tuple("forget_parcels", "registered", "token"));
    var track = report.at("/tools/0/definition");
    assertThat(track.at("/inputSchema/properties/id/type").toString())
        .isEqualTo("[\"string\",\"integer\"]");
    assertThat(track.at("/http/query/verbose").asText()).isEqualTo("{{input.verbose?}}");
    assertThat(track.at("/outputSchema/$ref").asText()).isEqualTo("#/$defs/Parcel");
    var send = report.at("/tools/1/definition");
    var parcel = send.at("/inputSchema/$defs/Parcel/properties");
    assertThat(parcel.at("/kind/const").asText()).isEqualTo("parcel");
    assertThat(parcel.at("/note").toString())
        .isEqualTo("{\"type\":[\"string\",\"null\"],\"examples\":[\"Fragile\",null]}");
    assertThat(parcel.at("/parts/items/$ref").asText()).isEqualTo("#/$defs/Parcel");
    assertThat(send.at("/inputSchema/$defs/Weight/exclusiveMinimum").asInt()).isZero();
    assertThat(send.at("/inputSchema/$defs/Zip/pattern").asText()).isEqualTo("^[0-9]{4}$");
    assertThat(report.path("skipped"))
        .extracting(
            skipped -> skipped.path("operation").asText(),
            skipped -> skipped.path("reason").asText())
        .containsExactlyInAnyOrder(
            tuple(
                "PUT /parcels",
                "\"https://elsewhere.example/parcel.json#/Parcel\" lies outside the description,"
                    + " and nothing is fetched"),
            tuple("PATCH /parcels", "Its key goes into a cookie, which is not supported"));
    assertThat(report.path("credentials"))
        .extracting(slot -> slot.path("name").asText(), slot -> slot.path("kind").asText())
        .containsExactlyInAnyOrder(
            tuple("query_key", "api-key"),
            tuple("token", "bearer"),
            tuple("machine", "oauth2-client-credentials"));
    assertThat(slotNamed("machine", report).at("/use/tokenUrl").asText())
        .isEqualTo("https://post.example.com/token");
    assertThat(slotNamed("machine", report).at("/use/scopes/0").asText()).isEqualTo("send");
    assertThat(slotNamed("query_key", report).at("/use/query").asText()).isEqualTo("api_key");
  }

  private static JsonNode slotNamed(String name, JsonNode report) {
    var slots = report.path("credentials");
    return slots.get(slots.findValuesAsText("name").indexOf(name));
  }

  private JsonNode imported(String description) {
    return bodyOf(
        builder()
            .post()
            .uri(TOOLS + "/imports")
            .contentType(MediaType.valueOf("application/yaml"))
            .bodyValue(description)
            .exchange()
            .expectStatus()
            .isOk());
  }

  /** By the very task of the program, for which an hour has passed. */
  @Test
  void secretsThatNoCredentialNamesAreErased() {
    var order = Map.of("name", "swept", "kind", "bearer", "secret", Map.of("token", "first"));
    post(admin(), CREDENTIALS, order).expectStatus().isCreated();
    admin()
        .put()
        .uri(CREDENTIALS + "/swept")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("kind", "bearer", "secret", Map.of("token", "second")))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(secretsOf("swept")).hasSize(2);
    var kept = secretsOf("swept").getLast();
    sweepNow();
    await().atMost(PATIENCE).until(this::isSweepOver);
    assertThat(secretsOf("swept")).as("the young ones").hasSize(2);

    database.sql("update credential_secret set kept_at = kept_at - interval '61 minutes'").update();
    sweepNow();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(secretsOf("swept")).containsExactly(kept));
    get(admin(), CREDENTIALS + "/swept").expectBody().jsonPath("$.status").isEqualTo("stored");
  }

  private List<String> secretsOf(String credential) {
    return database
        .sql(
            """
            select secret_id from credential_secret where credential_id = :id order by kept_at
            """)
        .param("id", CredentialId.of("default", credential).value())
        .query(String.class)
        .list();
  }

  private void sweepNow() {
    database
        .sql("update scheduled_tasks set execution_time = :before where task_name = :sweep")
        .param("before", OffsetDateTime.now().minusDays(1))
        .param("sweep", SWEEP)
        .update();
  }

  /** It is planned anew when it is over. */
  private boolean isSweepOver() {
    return database
        .sql(
            """
            select execution_time > now() and not picked from scheduled_tasks
            where task_name = :sweep
            """)
        .param("sweep", SWEEP)
        .query(Boolean.class)
        .single();
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
