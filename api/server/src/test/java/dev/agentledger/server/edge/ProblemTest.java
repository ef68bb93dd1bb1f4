package dev.agentledger.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@RunningEdge
class ProblemTest {

  @LocalServerPort int port;

  private WebTestClient client;

  @BeforeEach
  void comeIn() {
    client = new Edge(port).administrator();
  }

  @Test
  void anUnknownAddressIsNotFound() {
    var problem = problem(client.get().uri("/api/v1/nothing").exchange(), 404, "not-found");

    assertThat(problem.at("/instance").asString()).isEqualTo("/api/v1/nothing");
    assertThat(problem.at("/detail").asString()).isEqualTo("Nothing is at this address");
  }

  @Test
  void theProblemNamesTheCorrelationOfTheRequest() {
    var answer =
        client.get().uri("/api/v1/nothing").header("X-Correlation-Id", "mine-1").exchange();

    answer.expectHeader().valueEquals("X-Correlation-Id", "mine-1");
    assertThat(problem(answer, 404, "not-found").at("/correlationId").asString())
        .isEqualTo("mine-1");
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    var answer = client.put().uri("/api/v1/probe").exchange();

    answer.expectHeader().exists("Allow");
    problem(answer, 405, "method-not-allowed");
  }

  @Test
  void anotherFormOfBodyIsToldWhichThereAre() {
    var answer =
        client
            .post()
            .uri("/api/v1/probe")
            .contentType(MediaType.TEXT_PLAIN)
            .bodyValue("x")
            .exchange();

    problem(answer, 415, "unsupported-media-type");
  }

  @Test
  void aFormIsNoDocument() {
    var answer =
        client
            .post()
            .uri("/api/v1/probe")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .bodyValue("a=b")
            .exchange();

    problem(answer, 415, "unsupported-media-type");
  }

  @Test
  void anUnacceptableAnswerIsStillAProblem() {
    problem(
        client.get().uri("/api/v1/probe").accept(MediaType.IMAGE_PNG).exchange(),
        406,
        "not-acceptable");
  }

  @Test
  void aFailureShowsNothingFromWithin() {
    var answer = order("{\"name\": \"x\", \"deed\": \"BREAK\"}");

    var problem = problem(answer, 500, "internal");

    assertThat(problem.toString())
        .doesNotContain("secret detail")
        .doesNotContain("Exception")
        .doesNotContain("dev.agentledger");
  }

  @Nested
  class ABody {

    @Test
    void thatIsNotJsonIsToldWhere() {
      assertThat(problem(order("{\"name\": }"), 400, "malformed-request").at("/detail").asString())
          .isEqualTo("The body is malformed at line 1, column 10");
    }

    @Test
    void withAnImpossibleValueIsToldWhichArePossible() {
      var problem =
          problem(order("{\"name\": \"x\", \"deed\": \"fly\"}"), 400, "malformed-request");

      assertThat(problem.at("/pointer").asString()).isEqualTo("/deed");
      assertThat(problem.at("/detail").asString())
          .isEqualTo("/deed must be one of MAKE, REFUSE, FORBID, BREAK, WAIT");
    }

    @Test
    void thatIsMissingIsAskedFor() {
      var answer =
          client.post().uri("/api/v1/probe").contentType(MediaType.APPLICATION_JSON).exchange();

      assertThat(problem(answer, 400, "malformed-request").at("/detail").asString())
          .isEqualTo("Send a body");
    }

    @Test
    void thatIsTooLargeIsTurnedAway() {
      problem(order("\"" + "x".repeat(1024 * 1024) + "\""), 413, "too-large");
    }

    @Test
    void thatIsTooLargeAndComesInPiecesIsTurnedAway() {
      Flux<DataBuffer> pieces =
          Flux.range(0, 33)
              .map(
                  _ ->
                      DefaultDataBufferFactory.sharedInstance.wrap(
                          " ".repeat(32 * 1024).getBytes()));
      var answer =
          client
              .post()
              .uri("/api/v1/probe")
              .contentType(MediaType.APPLICATION_JSON)
              .body(BodyInserters.fromDataBuffers(pieces))
              .exchange();

      problem(answer, 413, "too-large");
    }
  }

  @Nested
  class AParameter {

    @Test
    void ofAnotherTypeIsNamed() {
      var problem =
          problem(
              client.get().uri("/api/v1/probe?number=many").exchange(), 400, "invalid-parameter");

      assertThat(problem.at("/parameter").asString()).isEqualTo("number");
      assertThat(problem.at("/detail").asString()).isEqualTo("number must be a whole number");
    }

    @Test
    void withAnImpossibleValueIsToldWhichArePossible() {
      var problem =
          problem(client.get().uri("/api/v1/probe?role=king").exchange(), 400, "invalid-parameter");

      assertThat(problem.at("/parameter").asString()).isEqualTo("role");
      assertThat(problem.at("/detail").asString())
          .isEqualTo("role must be one of viewer, builder, approver, operator, auditor, admin");
    }
  }

  @Nested
  class ARequestThatIsNotHonest {

    @Test
    void withALongAddressIsTurnedAway() {
      problem(
          client.get().uri("/api/v1/probe?x=" + "x".repeat(9000)).exchange(),
          414,
          "address-too-long");
    }

    @Test
    void withManyHeadersIsTurnedAway() {
      problem(
          client.get().uri("/api/v1/probe").header("X-Much", "x".repeat(17_000)).exchange(),
          431,
          "headers-too-large");
    }

    @Test
    void withAMisleadingAddressIsTurnedAway() {
      problem(
          client
              .get()
              .uri(java.net.URI.create("http://127.0.0.1:" + port + "/api/v1//probe;x=1"))
              .exchange(),
          400,
          "malformed-request");
    }

    @Test
    void withAnUnknownMethodIsTurnedAway() {
      problem(
          client.method(HttpMethod.valueOf("STEAL")).uri("/api/v1/probe").exchange(),
          400,
          "malformed-request");
    }
  }

  private ResponseSpec order(String body) {
    return client
        .post()
        .uri("/api/v1/probe")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  static JsonNode problem(ResponseSpec answer, int status, String type) {
    var body =
        answer
            .expectStatus()
            .isEqualTo(status)
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody();
    var problem = Objects.requireNonNull(body);
    assertThat(problem.at("/type").asString()).isEqualTo("urn:agent-ledger:problem:" + type);
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
    assertThat(problem.at("/title").asString()).isNotBlank();
    assertThat(problem.at("/detail").asString()).isNotBlank();
    assertThat(problem.at("/instance").asString()).startsWith("/");
    assertThat(problem.at("/correlationId").asString()).isNotBlank();
    return problem;
  }
}
