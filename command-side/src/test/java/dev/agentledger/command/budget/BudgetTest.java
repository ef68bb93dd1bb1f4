package dev.agentledger.command.budget;

import static dev.agentledger.command.budget.Spendings.DAILY;
import static dev.agentledger.command.budget.Spendings.NOW;
import static dev.agentledger.command.budget.Spendings.reserve;
import static dev.agentledger.events.EventSamples.BUDGETS;
import static dev.agentledger.events.EventSamples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.budget.ReservationAnswer;
import dev.agentledger.api.budget.SetBudget;
import dev.agentledger.api.budget.SettleSpending;
import dev.agentledger.command.Node;
import dev.agentledger.command.log.PostgresEventLog;
import dev.agentledger.events.Envelope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Budgets on the log: the caps hold, however many spend at once. */
class BudgetTest {

  private static final int CALLS = 100;
  private static final int PRICE = 10;
  private static final int AFFORDABLE = 60;

  private static PostgresEventLog log;

  private Node here;
  private Node elsewhere;

  @BeforeAll
  static void startLog() {
    log = new PostgresEventLog();
  }

  @AfterAll
  static void stopLog() {
    log.close();
  }

  @BeforeEach
  void start() {
    log.forget();
    here = new Node(log, Budgets.class);
    elsewhere = new Node(log, Budgets.class);
  }

  @AfterEach
  void stop() {
    here.close();
    elsewhere.close();
  }

  @Test
  void ofAHundredAtOnceThoseAreAdmittedThatTheCapPays() throws Exception {
    here.send(new SetBudget(BUDGETS, Spendings.capped(DAILY, AFFORDABLE * PRICE), null, null));

    var answers = atOnce(number -> reserved(here, number));
    var admitted = answers.stream().filter(ReservationAnswer::counted).count();
    atOnce(number -> here.send(new SettleSpending(BUDGETS, "call " + number, PRICE)));

    assertThat(admitted).isEqualTo(AFFORDABLE);
    assertThat(answers)
        .filteredOn(answer -> !answer.counted())
        .allSatisfy(
            answer -> {
              assertThat(answer.shortfall()).isNotNull();
              assertThat(answer.shortfall().remainingMicros()).isZero();
            });
    assertThat(spent()).isEqualTo(AFFORDABLE * PRICE);
  }

  @Test
  void severalNodesDoNotOverspendTogetherEither() throws Exception {
    here.send(new SetBudget(BUDGETS, Spendings.capped(DAILY, AFFORDABLE * PRICE), null, null));

    var answers = atOnce(number -> untilDecided(number % 2 == 0 ? here : elsewhere, number));

    assertThat(answers).filteredOn(ReservationAnswer::counted).hasSize(AFFORDABLE);
  }

  @Test
  void aReservationOnAnotherTenantsBudgetsIsRefused() throws Exception {
    here.send(new SetBudget(BUDGETS, DAILY, null, null));

    assertThatThrownBy(
            () ->
                here.send(
                    new SettleSpending(BUDGETS, "a", 1), Map.of(Envelope.TENANT, "somebody else")))
        .isInstanceOf(CommandRefused.class)
        .hasMessage("Book of budgets %s does not exist".formatted(BUDGETS));
  }

  @Test
  void aRefusalDoesNotRelyOnWhatANodeRemembers() throws Exception {
    here.send(new SetBudget(BUDGETS, DAILY, null, null));
    here.ask(reserve("a", 100, NOW), ReservationAnswer.class);
    var told = here.ask(reserve("b", 100, NOW), ReservationAnswer.class);
    var untold = here.ask(reserve("b", 100, NOW), ReservationAnswer.class);
    assertThat(told.recorded().count()).isEqualTo(1);
    assertThat(untold.recorded().count()).isZero();
    assertThat(untold.counted()).isFalse();

    elsewhere.send(new SettleSpending(BUDGETS, "a", 0));

    assertThat(here.ask(reserve("b", 100, NOW), ReservationAnswer.class).counted()).isTrue();
  }

  @Test
  void withoutABudgetNothingIsRecorded() throws Exception {
    var answer = here.ask(reserve("a", 100, NOW), ReservationAnswer.class);

    assertThat(answer.counted()).isFalse();
    assertThat(answer.shortfall()).isNull();
    assertThat(answer.recorded().version()).isEqualTo(-1);
  }

  private static ReservationAnswer reserved(Node node, int number) throws Exception {
    return node.ask(
        Spendings.reserve("call " + number, RUN, "user " + number, PRICE, NOW, null),
        ReservationAnswer.class);
  }

  /** Two nodes that keep meeting on a stream are told so, and try again as the program does. */
  private static ReservationAnswer untilDecided(Node node, int number) throws Exception {
    while (true) {
      try {
        return reserved(node, number);
      } catch (ConcurrencyException _) {
        Thread.onSpinWait();
      }
    }
  }

  private long spent() throws Exception {
    var more = 1;
    here.send(
        new SetBudget(BUDGETS, Spendings.capped(DAILY, AFFORDABLE * PRICE + more), null, null));
    var last = here.ask(reserve("last", more + 1, NOW), ReservationAnswer.class);
    return AFFORDABLE * PRICE + more - last.shortfall().remainingMicros();
  }

  /** What one of many does. */
  private interface Deed<T> {

    T does(int number) throws Exception;
  }

  private static <T> List<T> atOnce(Deed<T> deed) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds =
          IntStream.range(0, CALLS)
              .<Callable<T>>mapToObj(number -> () -> deed.does(number))
              .toList();
      return threads.invokeAll(deeds).stream().map(Future::resultNow).toList();
    }
  }
}
