package dev.agentledger.server.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Talks to the running edge over HTTP, as somebody. */
public final class Edge {

  private static final ParameterizedTypeReference<Map<String, Object>> OBJECT =
      new ParameterizedTypeReference<>() {};

  private final int port;

  public Edge(int port) {
    this.port = port;
  }

  public WebTestClient anonymous() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(60))
        .build();
  }

  public WebTestClient as(String secret) {
    return anonymous()
        .mutate()
        .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret)
        .build();
  }

  public WebTestClient administrator() {
    return as(RunningEdge.ADMINISTRATOR);
  }

  /** Issues a key with these members and gives the whole answer. */
  public Map<String, Object> issue(Map<String, Object> order) {
    return Objects.requireNonNull(
        administrator()
            .post()
            .uri("/api/v1/keys")
            .bodyValue(order)
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody(OBJECT)
            .returnResult()
            .getResponseBody());
  }

  /** The secret of a new key with these roles. */
  public String secretOf(String... roles) {
    return (String)
        issue(Map.of("name", "for a test", "roles", new ArrayList<>(Arrays.asList(roles))))
            .get("secret");
  }
}
