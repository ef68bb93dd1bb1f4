package dev.agentledger.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.RunningEdge;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RunningEdge
class MeEndpointTest {

  @LocalServerPort int port;

  private Edge edge;

  @BeforeEach
  void comeIn() {
    edge = new Edge(port);
  }

  @Test
  void namesTheOwnerOfTheKeyAndItsProject() {
    var key =
        edge.issue(
            Map.of(
                "name", "laptop", "owner", "ada", "project", "blog", "roles", List.of("builder")));

    var me = me((String) key.get("secret"));

    assertThat(me.path("name").asString()).isEqualTo("ada");
    assertThat(me.path("project").asString()).isEqualTo("blog");
    assertThat(me.path("keyId").asString()).isEqualTo(key.get("keyId"));
  }

  @ParameterizedTest
  @CsvSource({
    "viewer, viewer",
    "approver, viewer approver",
    "operator, viewer operator",
  })
  void namesTheRolesThatTheKeyHasOrThatFollowFromThem(String role, String roles) {
    var me = me(edge.secretOf(role));

    assertThat(StreamSupport.stream(me.path("roles").spliterator(), false))
        .extracting(JsonNode::asString)
        .containsExactly(roles.split(" "));
  }

  @Test
  void isForHoldersOfAKey() {
    edge.anonymous().get().uri("/api/v1/me").exchange().expectStatus().isUnauthorized();
  }

  private JsonNode me(String secret) {
    return Objects.requireNonNull(
        edge.as(secret)
            .get()
            .uri("/api/v1/me")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody());
  }
}
