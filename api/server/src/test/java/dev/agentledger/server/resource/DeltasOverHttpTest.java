package dev.agentledger.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.server.AgentLedger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Whoever follows a run reads what a model is writing, between the events that stay. */
class DeltasOverHttpTest extends SpeakingLedger {

  private static final String REQUESTED = "run.model-call-requested";
  private static final String COMPLETED = "run.model-call-completed";

  @Autowired private Environment settings;

  private EventReader follow(WebTestClient client, String run) {
    return EventReader.of(client.get().uri(RUNS + "/" + run + "/events"));
  }

  private EventReader resume(String run, String lastEventId) {
    return EventReader.of(
        operator().get().uri(RUNS + "/" + run + "/events").header("Last-Event-ID", lastEventId));
  }

  @Test
  void eachPieceComesWhileItIsWrittenAndWithoutAnId() {
    drafted(speaker("teller"));
    var run = started("teller");
    var asked = MODEL.asked("teller");

    try (var reader = follow(operator(), run)) {
      assertThat(reader.next().name()).isEqualTo("run.requested");
      assertThat(reader.next().name()).isEqualTo(REQUESTED);
      asked.says("Once ");
      assertPiece(reader.next(), 0, "Once ");
      asked.says("upon a time");
      assertPiece(reader.next(), 1, "upon a time");
      asked.ends();

      assertThat(reader.rest())
          .extracting(EventReader.Event::id, EventReader.Event::name)
          .containsExactly(tuple("2", COMPLETED), tuple("3", "run.completed"), tuple(null, "done"));
    }
    assertThat(run(run).path("output").asText()).isEqualTo("Once upon a time");
  }

  @Test
  void whoeverComesLateReadsWhatIsWrittenAlready() {
    drafted(speaker("early"));
    var run = started("early");
    var asked = MODEL.asked("early");
    asked.says("Long ago, ");
    try (var early = follow(operator(), run)) {
      assertThat(textOf(early)).isEqualTo("Long ago, ");
    }

    try (var late = follow(operator(), run)) {
      assertThat(textOf(late)).isEqualTo("Long ago, ");
      asked.says("far away");
      assertPiece(late.next(), 1, "far away");
      asked.ends();
      assertThat(late.next().name()).isEqualTo(COMPLETED);
    }
  }

  @Test
  void whoeverComesBackReadsOnInTheAnswerThatIsBeingWritten() {
    drafted(speaker("resumed"));
    var run = started("resumed");
    var asked = MODEL.asked("resumed");
    asked.says("Half a ");

    try (var reader = resume(run, "1")) {
      assertPiece(reader.next(), 0, "Half a ");
      asked.says("word");
      assertPiece(reader.next(), 1, "word");
      asked.ends();
      assertThat(reader.next().id()).isEqualTo("2");
    }
  }

  @Test
  void whatIsDurableSupersedesWhatWasWritten() {
    drafted(speaker("superseded"));
    var run = started("superseded");
    MODEL.asked("superseded").says("The answer").ends();
    reached(run, "completed");

    try (var reader = follow(operator(), run)) {
      var told = reader.rest();

      assertThat(told).extracting(EventReader.Event::name).doesNotContain("delta");
      assertThat(told.get(2).json().at("/payload/call/message/text").asText())
          .isEqualTo("The answer");
    }
  }

  @Test
  void whatIsWrittenOnOneNodeIsReadOnAnother() {
    drafted(speaker("remote"));
    try (var other = new SpringApplicationBuilder(AgentLedger.class).run(settingsOfAnotherNode())) {
      var elsewhere =
          operator()
              .mutate()
              .baseUrl(
                  "http://127.0.0.1:" + other.getEnvironment().getProperty("local.server.port"))
              .build();
      var run = started("remote");
      var asked = MODEL.asked("remote");

      try (var reader = follow(elsewhere, run)) {
        assertThat(reader.next().name()).isEqualTo("run.requested");
        assertThat(reader.next().name()).isEqualTo(REQUESTED);
        asked.says("From ");
        assertPiece(reader.next(), 0, "From ");
        asked.says("afar");
        assertPiece(reader.next(), 1, "afar");
        asked.ends();
        assertThat(reader.rest())
            .extracting(EventReader.Event::name)
            .containsExactly(COMPLETED, "run.completed", "done");
      }
    }
  }

  /** The same program on the same database, which finds all runs in the hands of the first. */
  private String[] settingsOfAnotherNode() {
    return Stream.concat(
            Stream.of("server.port=0"),
            Stream.of(
                    "ledger.database.url",
                    "ledger.database.user",
                    "ledger.database.password",
                    "ledger.admin-key",
                    "ledger.examples",
                    "ledger.models.providers.stage.protocol",
                    "ledger.models.providers.stage.base-url")
                .map(name -> name + "=" + settings.getRequiredProperty(name)))
        .map(setting -> "--" + setting)
        .toArray(String[]::new);
  }

  private static String textOf(EventReader reader) {
    for (var event = reader.next(); ; event = reader.next()) {
      if ("delta".equals(event.name())) {
        return event.json().path("text").asText();
      }
      assertThat(event.name()).isIn(List.of("run.requested", REQUESTED));
    }
  }

  private static void assertPiece(EventReader.Event event, int index, String text) {
    assertThat(event.name()).as(event.toString()).isEqualTo("delta");
    assertThat(event.id()).isNull();
    JsonNode piece = event.json();
    assertThat(piece.path("step").asInt()).isEqualTo(1);
    assertThat(piece.path("attempt").asInt()).isEqualTo(1);
    assertThat(piece.path("index").asInt()).isEqualTo(index);
    assertThat(piece.path("text").asText()).isEqualTo(text);
  }
}
