package dev.agentledger.saga.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.run.RunId;
import dev.agentledger.events.run.RunParent;
import dev.agentledger.saga.Database;
import dev.agentledger.saga.run.RunWork.Accepted;
import dev.agentledger.saga.run.RunWork.Answers;
import dev.agentledger.saga.run.RunWork.Remains;
import dev.agentledger.saga.run.effect.Intent;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables are the same however the events are cut into batches. */
class WorkOfBatchTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static HikariDataSource database;
  private static int runs;

  private final List<Attempt> told = new ArrayList<>();
  private final List<Remains> ended = new ArrayList<>();
  private final WorkOfBatch.Follower follower =
      new WorkOfBatch.Follower() {
        @Override
        public void out(Intent intent) {
          told.add(intent.attempt());
        }

        @Override
        public void ended(Remains remains, Envelope envelope) {
          ended.add(remains);
        }
      };
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
    batch(batch -> batch.intend(intent(1, 1), NOW));

    assertThat(out()).containsExactly(attempt(1, 1));
    assertThat(told).containsExactly(attempt(1, 1));
  }

  @Test
  void whatCameToItsOutcomeInTheSameBatchIsNeither() {
    batch(
        batch -> {
          batch.intend(intent(1, 1), NOW);
          batch.settle(attempt(1, 1));
          batch.intend(intent(2, 1), NOW);
          batch.settle(attempt(2, 1));
        });

    assertThat(out()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void anOutcomeSettlesWhatAnEarlierBatchWrote() {
    batch(batch -> batch.intend(intent(1, 1), NOW));

    batch(
        batch -> {
          batch.settle(attempt(1, 1));
          batch.intend(intent(2, 1), NOW);
        });

    assertThat(out()).containsExactly(attempt(2, 1));
  }

  @Test
  void theOutcomeOfASupersededAttemptLeavesTheNewerIntentAlone() {
    batch(batch -> batch.intend(intent(1, 2), NOW));
    batch(batch -> batch.settle(attempt(1, 1)));
    assertThat(out()).containsExactly(attempt(1, 2));

    batch(
        batch -> {
          batch.intend(intent(1, 3), NOW);
          batch.settle(attempt(1, 2));
        });

    assertThat(out()).containsExactly(attempt(1, 3));
  }

  @Test
  void anAttemptThatBeginsAndEndsInABatchTakesTheOneItSupersededWithIt() {
    batch(batch -> batch.intend(intent(1, 1), NOW));

    batch(
        batch -> {
          batch.intend(intent(1, 2), NOW);
          batch.settle(attempt(1, 2));
        });

    assertThat(out()).isEmpty();
  }

  @Test
  void aToolCallIsSettledByItsAttemptAlone() {
    var call = new Intent(new Attempt(run, "call_1", 3, 2), NOW, Node.ADA, null);
    batch(batch -> batch.intend(call, NOW));

    batch(batch -> batch.settle(run, "call_1", 2));

    assertThat(work.find(run, "call_1")).isEmpty();
  }

  @Test
  void whatIsWrittenBeforeTheBatchEndsIsSettledByTheRestOfIt() {
    batch(
        batch -> {
          batch.intend(intent(1, 1), NOW);
          batch.write();
          batch.settle(attempt(1, 1));
        });

    assertThat(out()).isEmpty();
  }

  @Test
  void aRunThatEndsLeavesNothingAndSaysWhatWasOut() {
    batch(batch -> batch.accept(accepted(run, null)));
    batch(batch -> batch.intend(intent(1, 1), NOW));
    assertThat(work.knows(run)).isTrue();

    batch(batch -> batch.end(run, Node.ADA));

    assertThat(ended).containsExactly(new Remains(run, Optional.empty(), List.of(), true));
    assertThat(out()).isEmpty();
    assertThat(work.knows(run)).isFalse();
  }

  @Test
  void aRunThatBeginsAndEndsInABatchLeavesItsParentAndThoseOfItsChildrenThatGoOn() {
    var parent = new RunParent(new RunId("run_above_" + run), "call_7", 1, List.of());
    var goesOn = new RunId(run + "_a");
    var isOver = new RunId(run + "_b");

    batch(
        batch -> {
          batch.accept(accepted(run, parent));
          batch.accept(accepted(goesOn, new RunParent(run, "call_1", 1, List.of())));
          batch.accept(accepted(isOver, new RunParent(run, "call_2", 1, List.of())));
          batch.end(isOver, Node.ADA);
          batch.end(run, Node.ADA);
        });

    assertThat(ended)
        .containsExactlyInAnyOrder(
            new Remains(isOver, Optional.of(new Answers(run, "call_2")), List.of(), false),
            new Remains(
                run, Optional.of(new Answers(parent.runId(), "call_7")), List.of(goesOn), false));
    assertThat(work.knows(goesOn)).isTrue();
    assertThat(work.knows(run)).isFalse();
  }

  @Test
  void aRunThatBeginsAndEndsInABatchSaysThatAModelWasAskedWhichNobodyIsToldToAsk() {
    batch(
        batch -> {
          batch.accept(accepted(run, null));
          batch.intend(intent(1, 1), NOW);
          batch.end(run, Node.ADA);
        });

    assertThat(ended).containsExactly(new Remains(run, Optional.empty(), List.of(), true));
    assertThat(told).isEmpty();
    assertThat(out()).isEmpty();
  }

  @Test
  void aRestThatIsToldAgainDoesNotMakeTheDeadlineLater() {
    batch(batch -> batch.accept(new Accepted(run, null, Node.ADA, NOW, NOW.plusSeconds(60))));
    Consumer<WorkOfBatch> restOfTenSeconds =
        batch -> {
          batch.rest(run, NOW.plusSeconds(20), 3);
          batch.goOn(run, NOW.plusSeconds(30), 4);
        };
    batch(restOfTenSeconds);

    batch(restOfTenSeconds);

    assertThat(overdueAt(NOW.plusSeconds(69))).isFalse();
    assertThat(overdueAt(NOW.plusSeconds(70))).isTrue();
  }

  private boolean overdueAt(Instant moment) {
    return work.overdueAt(moment).stream().anyMatch(late -> late.runId().equals(run));
  }

  private static Accepted accepted(RunId runId, @Nullable RunParent parent) {
    return new Accepted(runId, parent, Node.ADA, NOW, null);
  }

  private void batch(Consumer<WorkOfBatch> events) {
    DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("a batch"))
        .execute(() -> events.accept(WorkOfBatch.of(work, follower)));
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
