package dev.agentledger.server.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the query side.
 *
 * <p>Axon answers on the thread that asks, so every question leaves the event loop here.
 */
@Component
public class Queries {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

  private final QueryGateway gateway;

  Queries(QueryBus bus) {
    gateway = DefaultQueryGateway.builder().queryBus(bus).build();
  }

  /** The answer to a question that always has one. */
  public <R> Mono<R> ask(Object query, Class<R> answer) {
    return answerTo(query, ResponseTypes.instanceOf(answer));
  }

  /** The answer to a question that may have none; empty then. */
  public <R> Mono<R> find(Object query, Class<R> answer) {
    return answerTo(query, ResponseTypes.optionalInstanceOf(answer)).flatMap(Mono::justOrEmpty);
  }

  /** The answers of a streaming question, as fast as they are taken. */
  public <R> Flux<R> stream(Object query, Class<R> answer) {
    return OffTheEventLoop.subscribed(Flux.defer(() -> gateway.streamingQuery(query, answer)));
  }

  /** What the answer now comes to, then what every update comes to, until the subscriber leaves. */
  public <I, U, T> Flux<T> watch(
      Object query,
      Class<I> now,
      Class<U> later,
      Function<I, ? extends Publisher<T>> first,
      Function<U, ? extends Publisher<T>> then) {
    return subscribed(
        () ->
            gateway.subscriptionQuery(
                query, ResponseTypes.instanceOf(now), ResponseTypes.instanceOf(later)),
        subscription ->
            subscription
                .initialResult()
                .flatMapMany(first)
                .concatWith(subscription.updates().concatMap(then)));
  }

  /** The answer now, if there is one, then every update, until the subscriber leaves. */
  public <R> Flux<R> follow(Object query, Class<R> answer) {
    return subscribed(
        () ->
            gateway.subscriptionQuery(
                query, ResponseTypes.optionalInstanceOf(answer), ResponseTypes.instanceOf(answer)),
        subscription ->
            subscription
                .initialResult()
                .flatMap(Mono::justOrEmpty)
                .concatWith(subscription.updates()));
  }

  /** What is done while every update of the answer is heard, from before it begins. */
  public <R, T> Mono<T> hearing(Object query, Class<R> answer, Function<Flux<R>, Mono<T>> work) {
    return Queries.<R, R, T>subscribed(
            () -> gateway.subscriptionQuery(query, answer, answer),
            subscription -> work.apply(subscription.updates()).flux())
        .next();
  }

  /**
   * The answer once it satisfies {@code condition}, so that callers read what they wrote.
   *
   * <p>Updates come from projections of this process only; for those of other nodes the question is
   * asked again. An error when the projection has not caught up in ten seconds.
   */
  public <R> Mono<R> await(Object query, Class<R> answer, Predicate<R> condition) {
    var askedAgain =
        Flux.interval(BETWEEN_QUESTIONS).onBackpressureDrop().concatMap(_ -> find(query, answer));
    return Flux.merge(follow(query, answer), askedAgain).filter(condition).next().timeout(PATIENCE);
  }

  private static <I, U, T> Flux<T> subscribed(
      Callable<SubscriptionQueryResult<I, U>> subscribe,
      Function<SubscriptionQueryResult<I, U>, Flux<T>> answers) {
    return OffTheEventLoop.subscribed(
        Flux.using(subscribe, answers, SubscriptionQueryResult::close));
  }

  private <R> Mono<R> answerTo(Object query, ResponseType<R> type) {
    return Blocking.of(Mono.fromFuture(() -> gateway.query(query, type)));
  }
}
