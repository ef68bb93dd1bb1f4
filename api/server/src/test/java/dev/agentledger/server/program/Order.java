package dev.agentledger.server.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run that is followed to its end over as many connections as it takes, with people at hand. */
final class Order {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Program program;
  private final String approverKey;
  private final String runId;
  private final Moment moment;
  private final List<JsonNode> received = new ArrayList<>();

  /** The moment at which the program is killed and started again. */
  interface Moment {

    /** Answers true, once the program is there again, if the event was the one to kill it at. */
    boolean outlived(JsonNode event);
  }

  Order(Program program, String approverKey, int number, Moment moment) {
    this.program = program;
    this.approverKey = approverKey;
    this.moment = moment;
    this.runId =
        program
            .post(
                "/api/v1/runs",
                """
                {"agent": "clerk", "version": "draft", "input": "Settle order %d"}"""
                    .formatted(number))
            .path("runId")
            .asText();
  }

  String runId() {
    return runId;
  }

  String address() {
    return "/api/v1/runs/" + runId;
  }

  /** What the client received until it was told that the run is over. */
  List<JsonNode> followed() {
    var latest = Instant.now().plus(PATIENCE.multipliedBy(5));
    while (!isOverAfterAConnection()) {
      assertThat(Instant.now()).as("the run ends: %s", received).isBefore(latest);
    }
    return List.copyOf(received);
  }

  private boolean isOverAfterAConnection() {
    var known = received.isEmpty() ? null : received.getLast().path("sequence").asText();
    var since = Instant.now();
    String id = null;
    try (var lines = program.follow(address() + "/events", known)) {
      for (var line : (Iterable<String>) lines::iterator) {
        if (line.equals("event:done")) {
          return true;
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.isEmpty()) {
          assertThat(Instant.now()).as("events come: %s", received).isBefore(since.plus(PATIENCE));
          id = null;
        } else if (line.startsWith("data:") && id != null) {
          since = Instant.now();
          if (isCutAfter(json(line.substring(5)))) {
            return false;
          }
        }
      }
      return false;
    } catch (UncheckedIOException cut) {
      return false;
    }
  }

  private boolean isCutAfter(JsonNode event) {
    received.add(event);
    var cut = moment.outlived(event);
    switch (event.path("contract").asText()) {
      case "run.tool-call-held" -> approve();
      case "run.tool-call-outcome-unknown" -> settle(event.at("/payload/callId").asText());
      default -> {}
    }
    return cut;
  }

  private void approve() {
    var pending = "/api/v1/approvals?kind=tool-call&status=pending&subject=" + runId;
    var approval = awaited(() -> program.get(pending).at("/items/0/approvalId").textValue());
    var answer =
        program.post(
            "/api/v1/approvals/" + approval + "/approve",
            "{}",
            Map.of("Authorization", "Bearer " + approverKey));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** As an operator does who has looked it up at the tool's own books. */
  private void settle(String callId) {
    awaited(() -> isListed(callId) ? callId : null);
    program.post(
        "/api/v1/reconcile/" + runId + "/" + callId,
        "{\"resolution\": \"done\", \"result\": {\"ok\": true}}");
  }

  private boolean isListed(String callId) {
    var listed = false;
    for (var unknown : program.get("/api/v1/reconcile").path("items")) {
      listed |=
          unknown.path("runId").asText().equals(runId)
              && unknown.path("callId").asText().equals(callId);
    }
    return listed;
  }

  /** What a look may not find yet. */
  private interface Look {
    @Nullable String find();
  }

  private static String awaited(Look look) {
    var found = new ArrayList<String>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              var seen = look.find();
              if (seen != null) {
                found.add(seen);
              }
              return seen != null;
            });
    return found.getFirst();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
