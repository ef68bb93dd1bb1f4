package dev.agentledger.saga.run.effect;

import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Models;
import dev.agentledger.saga.money.Admission;
import dev.agentledger.saga.money.PriceQuote;
import dev.agentledger.saga.money.Prices;
import dev.agentledger.saga.money.Spending;
import dev.agentledger.saga.run.effect.Intent.Attempt;
import dev.agentledger.saga.run.history.RunHistory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The money of model calls: put aside before a call, and paid or put back after it. */
@Component
public class Purse {

  private static final Logger log = LoggerFactory.getLogger(Purse.class);

  /** What costs nothing in this number costs nothing in any, and need not be counted. */
  private static final TokenUsage MANY = new TokenUsage(1_000, 1_000, 1_000, 1_000, 1_000);

  private final Models models;
  private final Prices prices;
  private final Spending spending;

  public Purse(Models models, Prices prices, Spending spending) {
    this.models = models;
    this.prices = prices;
    this.spending = spending;
  }

  /** Whether a call may be made. */
  sealed interface Allowance {

    record Given(PriceQuote quote, long worstMicros, Admission.Granted grant) implements Allowance {

      /** What the tokens cost; absent where the price is unknown. */
      @Nullable Long costOf(TokenUsage usage) {
        return quote instanceof PriceQuote.Known known ? known.rates().costMicros(usage) : null;
      }
    }

    record Denied(boolean suspend, String reason) implements Allowance {}
  }

  Allowance ask(Intent intent, RunHistory history, ModelRequest request) {
    var model = ModelName.of(request.model());
    var quote = prices.quote(history.tenant(), model.provider(), model.name());
    return switch (quote) {
      case PriceQuote.UnknownRefused(_, var message) -> new Allowance.Denied(true, message);
      case PriceQuote.UnknownAllowed _ -> reserve(intent, history, quote, 0);
      case PriceQuote.Known(_, var rates) -> {
        var worst = rates.costMicros(MANY) == 0 ? 0 : rates.costMicros(models.worstCase(request));
        var tooMuch = tooMuch(history, worst);
        yield tooMuch.isPresent()
            ? new Allowance.Denied(false, tooMuch.get())
            : reserve(intent, history, quote, worst);
      }
    };
  }

  private static Optional<String> tooMuch(RunHistory history, long worstMicros) {
    var limits = history.requested().limits();
    var stepLimit = limits.stepCostUsd();
    if (stepLimit != null && worstMicros > MicroUsd.of(stepLimit)) {
      return Optional.of(
          "The model call could cost %s USD; one call may cost %s USD"
              .formatted(MicroUsd.text(worstMicros), stepLimit));
    }
    var runLimit = limits.costUsd();
    if (runLimit != null) {
      var left = MicroUsd.of(runLimit) - history.spentMicros();
      if (worstMicros > left) {
        return Optional.of(
            "The model call could cost %s USD; the run has %s USD left of %s USD"
                .formatted(MicroUsd.text(worstMicros), MicroUsd.text(left), runLimit));
      }
    }
    return Optional.empty();
  }

  private Allowance reserve(Intent intent, RunHistory history, PriceQuote quote, long worstMicros) {
    var attempt = intent.attempt();
    var admission =
        spending.reserve(
            new Spending.Order(
                intent.envelope(),
                attempt.runId(),
                history.requested().agentId(),
                history.user(),
                reservationOf(attempt, attempt.number()),
                lostBefore(attempt, history) ? reservationOf(attempt, attempt.number() - 1) : null,
                worstMicros));
    return switch (admission) {
      case Admission.Granted granted -> new Allowance.Given(quote, worstMicros, granted);
      case Admission.Refused(var suspend, var message, _) -> new Allowance.Denied(suspend, message);
    };
  }

  private static String reservationOf(Attempt attempt, int number) {
    return "%s/%d/%d".formatted(attempt.runId(), attempt.step(), number);
  }

  /** Whether nobody knows what became of the attempt before this one. */
  private static boolean lostBefore(Attempt attempt, RunHistory history) {
    var before = attempt.number() - 1;
    return history.modelCall(attempt.step(), before).isPresent()
        && !history.hasOutcome(attempt.step(), before);
  }

  /** The call cost that much; as much as it could, where that is not known. */
  void pay(Allowance.Given given, @Nullable Long costMicros, Intent intent) {
    close(
        intent,
        () ->
            spending.settle(
                given.grant(),
                costMicros == null ? given.worstMicros() : costMicros,
                intent.envelope()));
  }

  /** The call was not made. */
  void putBack(Allowance.Given given, Intent intent) {
    close(intent, () -> spending.release(given.grant(), intent.envelope()));
  }

  /**
   * An outcome is not lost for want of a book-keeper: what stays open is charged in full when the
   * run ends.
   */
  private static void close(Intent intent, Runnable booking) {
    try {
      booking.run();
    } catch (RuntimeException fault) {
      log.warn("Run {}: a reservation could not be closed", intent.runId(), fault);
    }
  }
}
