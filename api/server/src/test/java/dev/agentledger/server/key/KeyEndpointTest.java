package dev.agentledger.server.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentledger.events.key.KeyId;
import dev.agentledger.server.edge.Edge;
import dev.agentledger.server.edge.RunningEdge;
import dev.agentledger.server.http.Ids;
import dev.agentledger.server.security.KeySecrets;
import dev.agentledger.server.security.Secret;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@RunningEdge
class KeyEndpointTest {

  private static final String KEYS = "/api/v1/keys";
  private static final String PROBE = "/api/v1/probe";

  @LocalServerPort int port;
  @Autowired DatabaseClient database;
  @Autowired KeySecrets secrets;

  private Edge edge;
  private WebTestClient administrator;

  @BeforeEach
  void comeIn() {
    edge = new Edge(port);
    administrator = edge.administrator();
  }

  @Nested
  class ANewKey {

    @Test
    void worksAtOnceAndShowsItsSecretOnce() {
      var answer =
          administrator
              .post()
              .uri(KEYS)
              .bodyValue(Map.of("name", "ci", "owner", "grace", "roles", List.of("builder")))
              .exchange()
              .expectStatus()
              .isCreated()
              .expectHeader()
              .valueEquals(HttpHeaders.ETAG, "\"0\"")
              .expectBody(JsonNode.class)
              .returnResult();
      var key = Objects.requireNonNull(answer.getResponseBody());
      var secret = key.at("/secret").asString();

      assertThat(secret).matches("al_[A-Za-z0-9_-]{43}");
      assertThat(key.at("/owner").asString()).isEqualTo("grace");
      assertThat(key.at("/issuedBy").asString()).isEqualTo("admin");
      edge.as(secret).get().uri(PROBE).exchange().expectStatus().isOk();
      assertThat(answer.getResponseHeaders().getLocation())
          .hasToString(KEYS + "/" + key.at("/keyId").asString());
      administrator
          .get()
          .uri(Objects.requireNonNull(answer.getResponseHeaders().getLocation()).toString())
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.name")
          .isEqualTo("ci")
          .jsonPath("$.secret")
          .doesNotExist();
    }

    @Test
    void leavesItsSecretNowhere() {
      var secret = edge.secretOf("viewer");

      var rows =
          database
              .sql(
                  """
                  select (select count(*) from event_with_payload
                          where position(:secret in payload || metadata) > 0)
                       + (select count(*) from key_secret
                          where position(:secret in encode(digest, 'escape')) > 0)
                  """)
              .bind("secret", secret)
              .mapValue(Long.class)
              .one()
              .block();

      assertThat(rows).isZero();
    }

    @Test
    void isOnlyDescribedByADryRun() {
      var before = keysAndSecrets();

      administrator
          .post()
          .uri(KEYS + "?dryRun=true")
          .bodyValue(Map.of("name", "perhaps", "roles", List.of("viewer")))
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.dryRun")
          .isEqualTo(true)
          .jsonPath("$.facts[0].contract")
          .isEqualTo("key.issued")
          .jsonPath("$.facts[0].payload.name")
          .isEqualTo("perhaps")
          .jsonPath("$.secret")
          .doesNotExist();

      assertThat(keysAndSecrets()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"roles\": [\"viewer\"]}",
          "{\"name\": \"x\"}",
          "{\"name\": \"x\", \"roles\": []}",
          "{\"name\": \"x\", \"roles\": [\"king\"]}",
          "{\"name\": \"\", \"roles\": [\"viewer\"]}",
          "{\"name\": \"x\", \"owner\": \"system:saga\", \"roles\": [\"viewer\"]}",
          "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expires_in\": \"PT1H\"}",
          "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expiresIn\": \"-PT1H\"}",
          "{\"name\": \"x\", \"roles\": [\"viewer\"], \"expiresAt\": \"2001-01-01T00:00:00Z\"}",
          "{\"name\": \"x\", \"roles\": [\"viewer\"], \"project\": \"Not A Project\"}"
        })
    void thatMakesNoSenseIsRefused(String order) {
      administrator
          .post()
          .uri(KEYS)
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(order)
          .exchange()
          .expectStatus()
          .value(status -> assertThat(status).isIn(400, 422))
          .expectHeader()
          .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void isNotForOthersThanAdministratorsToMake() {
      edge.as(edge.secretOf("operator"))
          .post()
          .uri(KEYS)
          .bodyValue(Map.of("name", "x", "roles", List.of("admin")))
          .exchange()
          .expectStatus()
          .isForbidden();
    }
  }

  @Nested
  class AnotherProject {

    @Test
    void belongsToThePlatformsAdministratorsAndItsOwn() {
      var project = Ids.next("p").substring(0, 20).toLowerCase();
      var theirs = edge.issue(Map.of("name", "a", "roles", List.of("admin"), "project", project));
      var ours = edge.issue(Map.of("name", "b", "roles", List.of("viewer")));
      var them = edge.as((String) theirs.get("secret"));

      them.get()
          .uri(KEYS)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].project")
          .isEqualTo(project);
      them.get().uri(KEYS + "/" + ours.get("keyId")).exchange().expectStatus().isNotFound();
      them.delete().uri(KEYS + "/" + ours.get("keyId")).exchange().expectStatus().isNotFound();
      them.get().uri(KEYS + "?project=default").exchange().expectStatus().isForbidden();
      them.post()
          .uri(KEYS)
          .bodyValue(Map.of("name", "x", "roles", List.of("viewer"), "project", "default"))
          .exchange()
          .expectStatus()
          .isForbidden();
      administrator
          .delete()
          .uri(KEYS + "/" + theirs.get("keyId"))
          .exchange()
          .expectStatus()
          .isNoContent();
      them.get().uri(KEYS).exchange().expectStatus().isUnauthorized();
    }
  }

  @Nested
  class TheList {

    @Test
    void comesInPagesThatMissNothing() {
      var made = new HashSet<Object>();
      for (var n = 0; n < 5; n++) {
        made.add(edge.issue(Map.of("name", "page", "roles", List.of("viewer"))).get("keyId"));
      }

      var seen = new ArrayList<String>();
      String cursor = "";
      do {
        var page =
            Objects.requireNonNull(
                administrator
                    .get()
                    .uri(KEYS + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody(JsonNode.class)
                    .returnResult()
                    .getResponseBody());
        page.at("/items").forEach(key -> seen.add(key.at("/keyId").asString()));
        cursor = page.at("/next").asString("");
      } while (!cursor.isEmpty());

      assertThat(seen)
          .doesNotHaveDuplicates()
          .containsAll(made.stream().map(String.class::cast).toList());
    }
  }

  @Nested
  class Revoking {

    @Test
    void stopsTheKeyAtOnce() {
      var key = edge.issue(Map.of("name", "gone", "roles", List.of("viewer")));
      var holder = edge.as((String) key.get("secret"));
      holder.get().uri(PROBE).exchange().expectStatus().isOk();

      administrator.delete().uri(address(key)).exchange().expectStatus().isNoContent();

      holder
          .get()
          .uri(PROBE)
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("The key was revoked");
      administrator.delete().uri(address(key)).exchange().expectStatus().isNoContent();
    }

    @Test
    void ofAnotherVersionThanNamedIsRefused() {
      var key = edge.issue(Map.of("name", "versioned", "roles", List.of("viewer")));

      administrator
          .delete()
          .uri(address(key))
          .header(HttpHeaders.IF_MATCH, "\"7\"")
          .exchange()
          .expectStatus()
          .isEqualTo(412);
      administrator
          .delete()
          .uri(address(key))
          .header(HttpHeaders.IF_MATCH, "seven")
          .exchange()
          .expectStatus()
          .isBadRequest();
      administrator
          .delete()
          .uri(address(key))
          .header(HttpHeaders.IF_MATCH, "\"0\"")
          .exchange()
          .expectStatus()
          .isNoContent();
    }

    @Test
    void isOnlyDescribedByADryRun() {
      var key = edge.issue(Map.of("name", "stays", "roles", List.of("viewer")));

      administrator
          .delete()
          .uri(address(key) + "?dryRun=true")
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.facts[0].contract")
          .isEqualTo("key.revoked");

      edge.as((String) key.get("secret")).get().uri(PROBE).exchange().expectStatus().isOk();
    }

    @Test
    void sparesTheLastAdministrator() {
      administrator
          .delete()
          .uri(KEYS + "/" + FirstAdministrator.KEY)
          .exchange()
          .expectStatus()
          .isEqualTo(409)
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("This is the last good key of an administrator; issue another one first");

      var second = edge.issue(Map.of("name", "second", "roles", List.of("admin")));
      administrator.delete().uri(address(second)).exchange().expectStatus().isNoContent();
    }

    private static String address(Map<String, Object> key) {
      return KEYS + "/" + key.get("keyId");
    }
  }

  @Nested
  class ASecret {

    private final KeyId key = new KeyId(Ids.next("key_"));

    @Test
    void ofALaterAttemptReplacesTheEarlierOne() {
      var earlier = Secret.fresh();
      var later = Secret.fresh();

      assertThat(secrets.replace(key, earlier, 5).block()).isTrue();
      assertThat(secrets.replace(key, later, 6).block()).isTrue();

      assertThat(secrets.keyOf(later).block()).isEqualTo(key);
      assertThat(secrets.keyOf(earlier).block()).isNull();
    }

    @Test
    void ofAnEarlierAttemptThatComesLateChangesNothing() {
      var later = Secret.fresh();

      assertThat(secrets.replace(key, later, 6).block()).isTrue();
      assertThat(secrets.replace(key, Secret.fresh(), 5).block()).isFalse();

      assertThat(secrets.keyOf(later).block()).isEqualTo(key);
    }
  }

  private Long keysAndSecrets() {
    return database
        .sql(
            """
            select (select count(*) from event_with_payload where contract = 'key.issued')
                 + (select count(*) from key_secret)
            """)
        .mapValue(Long.class)
        .one()
        .block();
  }
}
