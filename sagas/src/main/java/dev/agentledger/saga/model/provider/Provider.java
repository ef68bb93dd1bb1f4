package dev.agentledger.saga.model.provider;

import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.saga.model.ModelOutcome;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.ProviderSettings;
import dev.agentledger.saga.model.Tokens;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One provider behind what may be asked of it: so many calls at a time, each so long, and none for
 * a while when it fails too often.
 *
 * <p>The thread that asks waits; text is handed on in it. One request is one HTTP call: no client
 * beneath repeats one, and none of them carries out a tool.
 */
public final class Provider {

  private final String name;
  private final ProviderSettings settings;
  private final Connection connection;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private final Bulkhead places;
  private final Latencies latencies = new Latencies();
  private final AtomicReference<@Nullable Failed> lastFailure = new AtomicReference<>();

  private record Failed(String kind, Instant at) {}

  /** What the asking thread hears of its call. */
  private sealed interface Signal {
    record Text(String text) implements Signal {}

    record Whole(ModelOutcome.Answered answer) implements Signal {}

    record Broken(Throwable problem) implements Signal {}
  }

  public Provider(String name, ProviderSettings settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    connection = new Connection(settings, clock);
    var limits = settings.circuit();
    circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .failureRateThreshold(limits.failureRate())
                .slidingWindowSize(limits.window())
                .minimumNumberOfCalls(limits.minimumCalls())
                .waitDurationInOpenState(limits.pause())
                .permittedNumberOfCallsInHalfOpenState(limits.trials())
                .recordException(Provider::isUnwell)
                .build());
    places =
        Bulkhead.of(
            name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxConcurrency())
                .maxWaitDuration(Duration.ZERO)
                .build());
  }

  private static boolean isUnwell(Throwable problem) {
    return problem instanceof TimeoutException
        || (problem instanceof CallFailed failed && failed.unwell());
  }

  /**
   * Asks once.
   *
   * @param callPrefix names tool calls that the provider leaves without a name
   */
  public ModelOutcome ask(
      ModelRequest request, Target target, String callPrefix, Consumer<String> deltas)
      throws InterruptedException {
    var call = new Running(request, target, callPrefix);
    var signals = new LinkedBlockingQueue<Signal>();
    var subscription =
        guarded(call, signals)
            .subscribe(
                answer -> signals.add(new Signal.Whole(answer)),
                problem -> signals.add(new Signal.Broken(problem)));
    var whole = false;
    try {
      var outcome = await(call, signals, deltas);
      whole = outcome instanceof ModelOutcome.Answered;
      return outcome;
    } finally {
      subscription.dispose();
      if (!whole) {
        call.exchange.cut();
      }
    }
  }

  private ModelOutcome await(Running call, BlockingQueue<Signal> signals, Consumer<String> deltas)
      throws InterruptedException {
    while (true) {
      switch (signals.take()) {
        case Signal.Text(var text) -> deltas.accept(text);
        case Signal.Whole(var answer) -> {
          latencies.add(call.target.name(), answer.latencyMillis());
          return answer;
        }
        case Signal.Broken(var problem) -> {
          return failed(call, problem);
        }
      }
    }
  }

  private ModelOutcome failed(Running call, Throwable problem) {
    CallFailure failure = Failures.local(problem, name, call.limit, settings.circuit().pause());
    lastFailure.set(new Failed(failure.kind(), clock.instant()));
    return new ModelOutcome.Failed(name, failure, call.millis(), call.usage());
  }

  private Mono<ModelOutcome.Answered> guarded(Running call, BlockingQueue<Signal> signals) {
    var limit = TimeLimiter.of(call.limit);
    return Mono.defer(() -> call.answer(signals))
        .subscribeOn(connection.scheduler())
        .doOnCancel(call.exchange::cut)
        .cancelOn(connection.scheduler())
        .transformDeferred(TimeLimiterOperator.of(limit))
        .transformDeferred(CircuitBreakerOperator.of(circuit))
        .transformDeferred(BulkheadOperator.of(places))
        .contextWrite(Connection::withoutComplaints);
  }

  /** One call under way. */
  private final class Running {
    private final ModelRequest request;
    private final Target target;
    private final String callPrefix;
    private final Duration limit;
    private final Exchange exchange;
    private final long started = System.nanoTime();
    private volatile @Nullable Answer answer;
    private volatile @Nullable Long firstTokenMillis;

    private Running(ModelRequest request, Target target, String callPrefix) {
      this.request = request;
      this.target = target;
      this.callPrefix = callPrefix;
      limit =
          request.timeout().compareTo(settings.timeLimit()) < 0
              ? request.timeout()
              : settings.timeLimit();
      exchange =
          new Exchange(
              body -> connection.dialect().amend(body, request, target),
              answer -> connection.dialect().stream(answer));
    }

    private long millis() {
      return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }

    private @Nullable TokenUsage usage() {
      var begun = answer;
      return begun == null ? null : begun.usage();
    }

    private Mono<ModelOutcome.Answered> answer(BlockingQueue<Signal> signals) {
      var dialect = connection.dialect();
      var failures = new Failures(name, connection.key(), dialect);
      var coming = new Answer(dialect, name, target.name(), callPrefix);
      answer = coming;
      return responses(dialect)
          .doOnNext(response -> hear(coming.add(response), response, signals))
          .then(Mono.fromCallable(() -> whole(coming)))
          .onErrorMap(problem -> failures.of(problem, exchange))
          .doOnSubscribe(_ -> connection.wire().open(exchange))
          .doFinally(_ -> connection.wire().close(exchange));
    }

    private Flux<ChatResponse> responses(Dialect dialect) {
      return Flux.defer(
          () -> {
            var prompt = dialect.prompt(request, target, exchange);
            var model = dialect.model(exchange);
            return target.details().streaming()
                ? model.stream(prompt)
                : Mono.fromCallable(() -> model.call(prompt)).flux();
          });
    }

    private void hear(String text, ChatResponse response, BlockingQueue<Signal> signals) {
      if (firstTokenMillis == null
          && target.details().streaming()
          && (!text.isEmpty() || response.hasToolCalls())) {
        firstTokenMillis = millis();
      }
      if (!text.isEmpty()) {
        signals.add(new Signal.Text(text));
      }
    }

    private ModelOutcome.Answered whole(Answer coming) {
      var finish = coming.finished();
      var message = coming.message();
      var counted = coming.usage();
      var usage =
          counted == null
              ? new TokenUsage(Tokens.ofRequest(request), Tokens.ofMessage(message), 0, 0, 0)
              : counted;
      return new ModelOutcome.Answered(
          name, coming.model(), message, finish, usage, millis(), firstTokenMillis);
    }
  }

  public Health health() {
    var failure = lastFailure.get();
    var kind = failure == null ? null : failure.kind();
    var at = failure == null ? null : failure.at();
    return new Health(state(), kind, at);
  }

  private Health.State state() {
    var figures = circuit.getMetrics();
    return switch (circuit.getState()) {
      case OPEN, FORCED_OPEN -> Health.State.DOWN;
      case HALF_OPEN -> Health.State.DEGRADED;
      case CLOSED, DISABLED, METRICS_ONLY -> {
        if (figures.getNumberOfBufferedCalls() == 0) {
          yield Health.State.UNKNOWN;
        }
        yield figures.getNumberOfFailedCalls() > 0 ? Health.State.DEGRADED : Health.State.UP;
      }
    };
  }

  public Optional<Long> medianLatencyMillis(String model) {
    return latencies.median(model);
  }
}
