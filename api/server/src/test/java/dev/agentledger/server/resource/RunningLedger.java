package dev.agentledger.server.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentledger.server.AgentLedger;
import dev.agentledger.server.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole program on an empty database, and people with keys of their own. */
@SpringBootTest(
    classes = AgentLedger.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "ledger.admin-key=" + RunningLedger.ADMIN_KEY,
      "ledger.examples=false",
      "ledger.sse.heartbeat=300ms"
    })
abstract class RunningLedger {

  static final String ADMIN_KEY = "al_the-administrator-of-these-tests";

  /** The description of the interface is the largest. */
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> KEYS = new ConcurrentHashMap<>();

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    TestDatabase.fresh().register(registry);
  }

  WebTestClient anonymous() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(60))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
        .build();
  }

  WebTestClient admin() {
    return holding(ADMIN_KEY);
  }

  /** Somebody with these roles. */
  WebTestClient as(String name, String... roles) {
    return holding(KEYS.computeIfAbsent(port + name, _ -> issue(name, List.of(roles))));
  }

  private WebTestClient holding(String key) {
    return anonymous().mutate().defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key).build();
  }

  private String issue(String name, List<String> roles) {
    return post(admin(), "/api/v1/keys", Map.of("name", name, "roles", roles))
        .expectStatus()
        .isCreated()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
        .transform(RunningLedger::json)
        .path("secret")
        .asText();
  }

  WebTestClient.ResponseSpec post(WebTestClient client, String address, Object body) {
    return client
        .post()
        .uri(address)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  WebTestClient.ResponseSpec post(WebTestClient client, String address) {
    return client.post().uri(address).exchange();
  }

  WebTestClient.ResponseSpec get(WebTestClient client, String address) {
    return client.get().uri(address).exchange();
  }

  static JsonNode bodyOf(WebTestClient.ResponseSpec answer) {
    return json(new String(answer.expectBody().returnResult().getResponseBodyContent()));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A function agent that needs no person to go live. */
  static Map<String, Object> doubler(String slug) {
    return function(slug, "module.exports = async ({ n }) => ({ twice: 2 * n });");
  }

  /** A function agent whose code calls out, so that a person must approve it. */
  static Map<String, Object> caller(String slug) {
    return function(slug, "module.exports = async ({ n }) => ({ twice: n + n }); // not http");
  }

  static Map<String, Object> function(String slug, String code) {
    return Map.of(
        "slug", slug,
        "name", "Doubler " + slug,
        "kind", "function",
        "tags", List.of("maths"),
        "inputModes", List.of("application/json"),
        "outputModes", List.of("application/json"),
        "inputSchema",
            Map.of(
                "type", "object",
                "required", List.of("n"),
                "properties", Map.of("n", Map.of("type", "integer"))),
        "outputSchema",
            Map.of(
                "type", "object",
                "required", List.of("twice"),
                "properties", Map.of("twice", Map.of("type", "integer"))),
        "code", code,
        "smokeTests",
            List.of(
                Map.of(
                    "name", "four",
                    "input", Map.of("n", 2),
                    "expectedOutput", Map.of("twice", 4))));
  }

  WebTestClient builder() {
    return as("ada", "builder");
  }

  WebTestClient approver() {
    return as("grace", "approver");
  }

  JsonNode drafted(Map<String, Object> definition) {
    return bodyOf(post(builder(), "/api/v1/agents", definition));
  }
}
