package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** People who change the same agent at the same time. */
class ConcurrencyTest extends RunningLedger {

  private static final int PEOPLE = 8;

  @Test
  void eachOfManyConcurrentPatchesIsKept() throws Exception {
    drafted(doubler("shared"));
    var builder = builder();

    var answers =
        atOnce(
            number ->
                builder
                    .patch()
                    .uri("/api/v1/agents/shared")
                    .contentType(MediaType.parseMediaType("application/merge-patch+json"))
                    .bodyValue(Map.of("inputSchema", Map.of("$comment" + number, "was here")))
                    .exchange()
                    .returnResult(String.class)
                    .getStatus()
                    .value());

    assertThat(answers).containsOnly(200);
    var agent = bodyOf(get(builder, "/api/v1/agents/shared"));
    assertThat(agent.path("definition").path("inputSchema").fieldNames())
        .toIterable()
        .containsAll(IntStream.range(0, PEOPLE).mapToObj(n -> "$comment" + n).toList());
    assertThat(agent.path("latest").path("number").asInt()).isEqualTo(PEOPLE + 1);
  }

  @Test
  void ofManyWhoNameTheSameVersionOneSucceeds() throws Exception {
    drafted(doubler("contested"));
    var builder = builder();

    var answers =
        atOnce(
            number ->
                builder
                    .patch()
                    .uri("/api/v1/agents/contested")
                    .header("If-Match", "\"0\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(Map.of("name", "Doubler " + number))
                    .exchange()
                    .returnResult(String.class)
                    .getStatus()
                    .value());

    assertThat(answers).containsOnlyOnce(200);
    assertThat(answers).filteredOn(status -> status != 200).containsOnly(412);
  }

  @Test
  void manyWhoDraftTheSameAgentMakeOne() throws Exception {
    var builder = builder();

    var answers =
        atOnce(
            _ ->
                post(builder, "/api/v1/agents", doubler("same"))
                    .returnResult(String.class)
                    .getStatus()
                    .value());

    assertThat(answers).containsOnlyOnce(201);
    assertThat(answers).filteredOn(status -> status != 201).containsOnly(200);
    assertThat(bodyOf(get(builder, "/api/v1/agents/same")).path("streamVersion").asInt()).isZero();
  }

  /** What one of several people does. */
  private interface Deed {

    int does(int number) throws Exception;
  }

  private static List<Integer> atOnce(Deed deed) throws Exception {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var under =
          IntStream.range(0, PEOPLE)
              .<Callable<Integer>>mapToObj(number -> () -> deed.does(number))
              .toList();
      return people.invokeAll(under).stream().map(Future::resultNow).toList();
    }
  }
}
