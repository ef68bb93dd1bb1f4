package dev.agentledger.server.edge;

import static dev.agentledger.server.edge.ProblemTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

@RunningEdge
class AccessTest {

  private static final String LOOK = "/api/v1/probe";

  @LocalServerPort int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping;

  private Edge edge;

  @BeforeEach
  void comeIn() {
    edge = new Edge(port);
  }

  @Nested
  class WithoutAGoodKey {

    @ParameterizedTest
    @ValueSource(strings = {LOOK, "/api/v1/nothing", "/actuator/nothing", "/actuator/prometheus"})
    void nothingIsReached(String address) {
      refused(edge.anonymous().get().uri(address).exchange(), "Send Authorization: Bearer <key>");
    }

    @Test
    void aKeyInTheAddressIsNoKey() {
      refused(
          edge.anonymous()
              .get()
              .uri(LOOK + "?access_token=" + RunningEdge.ADMINISTRATOR)
              .exchange(),
          "Send Authorization: Bearer <key>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer a b", "nonsense"})
    void anotherHeaderIsToldTheForm(String header) {
      refused(with(header), "Authorization must read: Bearer <key>");
    }

    @Test
    void aKeyOfAnotherFormIsTold() {
      refused(with("Bearer short"), "The key is not of the form of a key");
    }

    @Test
    void anUnknownKeyIsToldNothingElse() {
      refused(with("Bearer al_" + "x".repeat(43)), "The key is not known");
    }

    @Test
    void anExpiredKeyIsTurnedAwayThoughItWasJustGood() {
      var secret =
          (String)
              edge.issue(Map.of("name", "brief", "roles", List.of("viewer"), "expiresIn", "PT3S"))
                  .get("secret");
      edge.as(secret).get().uri(LOOK).exchange().expectStatus().isOk();

      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(
              () -> {
                var problem =
                    problem(edge.as(secret).get().uri(LOOK).exchange(), 401, "unauthenticated");
                assertThat(problem.at("/detail").asString()).startsWith("The key expired at ");
              });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/actuator/health/liveness", "/actuator/health/readiness", "/v3/api-docs"})
    void theProgramStillSaysThatItLives(String address) {
      edge.anonymous().get().uri(address).exchange().expectStatus().isOk();
    }

    @Test
    void swaggerUiIsShown() {
      edge.anonymous().get().uri("/swagger-ui.html").exchange().expectStatus().is3xxRedirection();
      edge.anonymous().get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
      edge.anonymous().get().uri("/swagger-ui/swagger-ui.css").exchange().expectStatus().isOk();
    }

    private ResponseSpec with(String header) {
      return edge.anonymous().get().uri(LOOK).header(HttpHeaders.AUTHORIZATION, header).exchange();
    }

    private void refused(ResponseSpec answer, String detail) {
      answer.expectHeader().valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      assertThat(problem(answer, 401, "unauthenticated").at("/detail").asString())
          .isEqualTo(detail);
    }
  }

  @Nested
  class WithAGoodKey {

    @Test
    void theOwnerIsTheCaller() {
      var key = edge.issue(Map.of("name", "laptop", "owner", "ada", "roles", List.of("builder")));

      edge.as((String) key.get("secret"))
          .get()
          .uri(LOOK)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.name")
          .isEqualTo("ada")
          .jsonPath("$.tenant")
          .isEqualTo("default")
          .jsonPath("$.authentication")
          .isEqualTo("api-key:" + key.get("keyId"));
    }

    @ParameterizedTest
    @CsvSource({
      "viewer, 403",
      "builder, 201",
      "approver, 403",
      "operator, 403",
      "auditor, 403",
      "admin, 201"
    })
    void onlyTheRoleOfTheEndpointOrAnAdministratorMayWrite(String role, int status) {
      var someone = edge.as(edge.secretOf(role));

      someone.get().uri(LOOK).exchange().expectStatus().isOk();
      var answer =
          someone.post().uri(LOOK).bodyValue(Map.of("name", "x", "deed", "MAKE")).exchange();

      answer.expectStatus().isEqualTo(status);
      if (status == 403) {
        var problem = problem(answer, 403, "forbidden");
        assertThat(problem.at("/detail").asString()).isEqualTo("This needs the role builder");
        assertThat(problem.at("/roles/0").asString()).isEqualTo("builder");
      }
    }

    @Test
    void whatTheProgramMeasuresIsForOperators() {
      var answer = edge.as(edge.secretOf("viewer")).get().uri("/actuator/prometheus").exchange();
      assertThat(problem(answer, 403, "forbidden").at("/detail").asString())
          .isEqualTo("This needs the role operator");
      edge.as(edge.secretOf("operator"))
          .get()
          .uri("/actuator/info")
          .exchange()
          .expectStatus()
          .isOk();
    }

    @Test
    void nothingIsRememberedOrCachedAndNobodyMayFrameOrGuess() {
      edge.administrator()
          .get()
          .uri(LOOK)
          .exchange()
          .expectHeader()
          .doesNotExist(HttpHeaders.SET_COOKIE)
          .expectHeader()
          .valueMatches(HttpHeaders.CACHE_CONTROL, ".*no-store.*")
          .expectHeader()
          .valueEquals("X-Content-Type-Options", "nosniff")
          .expectHeader()
          .valueEquals("X-Frame-Options", "DENY")
          .expectHeader()
          .valueMatches("Content-Security-Policy", "default-src 'self'.*")
          .expectHeader()
          .valueEquals("Referrer-Policy", "no-referrer");
    }
  }

  @Test
  void everyHandlerNamesARoleAndAnswersWithoutBlocking() {
    var ours =
        mapping.getHandlerMethods().entrySet().stream()
            .filter(
                entry ->
                    entry.getKey().getPatternsCondition().getPatterns().stream()
                        .anyMatch(pattern -> pattern.getPatternString().startsWith("/api/")))
            .map(Map.Entry::getValue)
            .toList();

    assertThat(ours)
        .isNotEmpty()
        .allSatisfy(
            handler -> {
              assertThat(roleOf(handler)).as(handler.toString()).matches("has(Any)?Role\\(.+\\)");
              assertThat(handler.getMethod().getReturnType())
                  .as(handler.toString())
                  .isAssignableTo(Publisher.class);
            });
  }

  private static String roleOf(HandlerMethod handler) {
    var named = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
    var onType =
        AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
    return named != null ? named.value() : onType != null ? onType.value() : "none";
  }
}
