package dev.agentledger.saga.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.events.run.RunId;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of effects is the same however the events are cut into batches. */
class EffectsOfBatchTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static HikariDataSource database;
  private static int runs;

  private final List<Attempt> told = new ArrayList<>();
  private RunWork work;
  private RunId run;

  @BeforeAll
  static void openDatabase() {
    database = Database.migrated();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void begin() {
    work = new RunWork(database);
    run = new RunId("run_" + ++runs);
  }

  @Test
  void whatIsOutWhenTheBatchEndsIsWrittenAndTold() {
    batch(effects -> effects.intend(intent(1, 1), NOW));

    assertThat(out()).containsExactly(attempt(1, 1));
    assertThat(told).containsExactly(attempt(1, 1));
  }

  @Test
  void whatCameToItsOutcomeInTheSameBatchIsNeither() {
    batch(
        effects -> {
          effects.intend(intent(1, 1), NOW);
          effects.settle(attempt(1, 1));
          effects.intend(intent(2, 1), NOW);
          effects.settle(attempt(2, 1));
        });

    assertThat(out()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void anOutcomeSettlesWhatAnEarlierBatchWrote() {
    batch(effects -> effects.intend(intent(1, 1), NOW));

    batch(
        effects -> {
          effects.settle(attempt(1, 1));
          effects.intend(intent(2, 1), NOW);
        });

    assertThat(out()).containsExactly(attempt(2, 1));
  }

  @Test
  void theOutcomeOfASupersededAttemptLeavesTheNewerIntentAlone() {
    batch(effects -> effects.intend(intent(1, 2), NOW));
    batch(effects -> effects.settle(attempt(1, 1)));
    assertThat(out()).containsExactly(attempt(1, 2));

    batch(
        effects -> {
          effects.intend(intent(1, 3), NOW);
          effects.settle(attempt(1, 2));
        });

    assertThat(out()).containsExactly(attempt(1, 3));
  }

  @Test
  void anAttemptThatBeginsAndEndsInABatchTakesTheOneItSupersededWithIt() {
    batch(effects -> effects.intend(intent(1, 1), NOW));

    batch(
        effects -> {
          effects.intend(intent(1, 2), NOW);
          effects.settle(attempt(1, 2));
        });

    assertThat(out()).isEmpty();
  }

  @Test
  void aToolCallIsSettledByItsAttemptAlone() {
    var call = new Intent(new Attempt(run, "call_1", 3, 2), NOW, Node.ADA, null);
    batch(effects -> effects.intend(call, NOW));

    batch(effects -> effects.settle(run, "call_1", 2));

    assertThat(work.find(run, "call_1")).isEmpty();
  }

  @Test
  void whatIsWrittenBeforeTheBatchEndsIsSettledByTheRestOfIt() {
    batch(
        effects -> {
          effects.intend(intent(1, 1), NOW);
          effects.write();
          effects.settle(attempt(1, 1));
        });

    assertThat(out()).isEmpty();
  }

  @Test
  void aRunThatEndsLeavesNothingAndSaysWhatWasOut() {
    work.add(run, null, Node.ADA, NOW, null);
    batch(effects -> effects.intend(intent(1, 1), NOW));

    assertThat(work.remove(run).asking()).isTrue();
    assertThat(out()).isEmpty();
    assertThat(work.knows(run)).isFalse();
    assertThat(work.remove(run).asking()).isFalse();
  }

  private void batch(Consumer<EffectsOfBatch> events) {
    DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("a batch"))
        .execute(
            () -> events.accept(EffectsOfBatch.of(work, intent -> told.add(intent.attempt()))));
  }

  private List<Attempt> out() {
    return work.find(run, Intent.MODEL).map(Intent::attempt).stream().toList();
  }

  private Attempt attempt(int step, int number) {
    return new Attempt(run, Intent.MODEL, step, number);
  }

  private Intent intent(int step, int number) {
    return new Intent(attempt(step, number), NOW, Node.ADA, null);
  }
}
