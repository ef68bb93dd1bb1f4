package dev.agentledger.server.idempotency;

import static dev.agentledger.server.http.ProblemType.IDEMPOTENCY_CONFLICT;
import static dev.agentledger.server.http.ProblemType.IDEMPOTENCY_IN_PROGRESS;
import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;

import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemAnswers;
import dev.agentledger.server.http.RequestIds;
import dev.agentledger.server.http.RequestLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Answers a POST that comes again under its {@code Idempotency-Key} as it was answered first.
 *
 * <p>Once taken, a request is carried out to its end even when its caller has left: that caller
 * will ask again. A process that dies on the way leaves a lease that runs out; the next attempt
 * then carries the request out again, which is harmless because it makes the same ids.
 */
@Component
@Order(IdempotencyFilter.AFTER_AUTHENTICATION)
class IdempotencyFilter implements WebFilter {

  static final String KEY = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";
  static final int AFTER_AUTHENTICATION = 0;

  private static final Pattern FORM =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RENEWAL = LEASE.dividedBy(3);
  private static final String PATIENCE_IN_SECONDS = "1";

  private final IdempotencyRecords records;
  private final ProblemAnswers problems;

  IdempotencyFilter(IdempotencyRecords records, ProblemAnswers problems) {
    this.records = records;
    this.problems = problems;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var keys = exchange.getRequest().getHeaders().getOrEmpty(KEY);
    if (keys.isEmpty() || !isRepeatable(exchange.getRequest())) {
      return chain.filter(exchange);
    }
    var key = keys.getFirst();
    if (keys.size() > 1 || !FORM.matcher(key).matches()) {
      return Mono.error(malformedKey());
    }
    return caller()
        .zipWith(body(exchange.getRequest()))
        .flatMap(known -> once(exchange, chain, known.getT1(), key, known.getT2()));
  }

  private static boolean isRepeatable(ServerHttpRequest request) {
    return request.getMethod().equals(HttpMethod.POST)
        && isOurs(request.getPath().value())
        && !asksForStream(request.getHeaders().getAccept());
  }

  private static boolean isOurs(String path) {
    return path.startsWith("/api/") || path.startsWith("/v1/");
  }

  private static boolean asksForStream(List<MediaType> accepted) {
    return !accepted.isEmpty()
        && accepted.stream().allMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
  }

  private static Mono<Caller> caller() {
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(SecurityContext::getAuthentication)
        .mapNotNull(Authentication::getPrincipal)
        .ofType(Caller.class)
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("Nobody makes the request")));
  }

  private static Mono<byte[]> body(ServerHttpRequest request) {
    return DataBufferUtils.join(request.getBody(), RequestLimits.BODY)
        .map(
            joined -> {
              var bytes = new byte[joined.readableByteCount()];
              joined.read(bytes);
              DataBufferUtils.release(joined);
              return bytes;
            })
        .defaultIfEmpty(new byte[0]);
  }

  private Mono<Void> once(
      ServerWebExchange exchange, WebFilterChain chain, Caller caller, String key, byte[] body) {
    var request = RepeatableRequest.of(caller, key, exchange.getRequest(), body);
    var attempt = new Attempt(exchange, chain, request, key, body);
    return records
        .claim(request, LEASE)
        .flatMap(
            claim ->
                switch (claim) {
                  case Claim.Granted granted ->
                      toItsEnd(carryOut(attempt, granted)).flatMap(HeldAnswer::send);
                  case Claim.Answered(var closed) -> replay(attempt, closed);
                  case Claim.UnderWay _ -> Mono.error(underWay());
                  case Claim.Different _ ->
                      Mono.error(
                          Problem.of(
                              IDEMPOTENCY_CONFLICT,
                              "Another request came under this idempotency key; take a new one"));
                });
  }

  private Mono<HeldAnswer> carryOut(Attempt attempt, Claim.Granted claim) {
    RequestIds.repeatable(attempt.exchange(), attempt.request().seed(), claim.attempt());
    var held = new HeldAnswer(attempt.exchange().getResponse());
    var inner = attempt.holding(held);
    var carriedOut =
        attempt
            .chain()
            .filter(inner)
            .onErrorResume(failure -> problems.handle(inner, failure))
            .onErrorResume(failure -> records.release(claim).then(Mono.error(failure)))
            .then(Mono.defer(() -> settle(attempt, claim, held)))
            .thenReturn(held);
    return Mono.using(() -> renewing(claim), _ -> carriedOut, Disposable::dispose);
  }

  private Disposable renewing(Claim.Granted claim) {
    return Flux.interval(RENEWAL)
        .onBackpressureDrop()
        .concatMap(_ -> records.renew(claim, LEASE).onErrorComplete())
        .subscribe();
  }

  private Mono<Void> settle(Attempt attempt, Claim.Granted claim, HeldAnswer held) {
    var answer = held.toAnswer();
    if (answer == null || !answer.stands()) {
      return records.release(claim);
    }
    return offTheEventLoop(() -> attempt.seal().close(answer.toBytes()))
        .flatMap(closed -> records.answer(claim, closed))
        .flatMap(kept -> kept ? Mono.empty() : Mono.error(underWay()));
  }

  private static Mono<Void> replay(Attempt attempt, byte[] closed) {
    return offTheEventLoop(() -> Answer.fromBytes(attempt.seal().open(closed)))
        .flatMap(
            answer -> {
              var response = attempt.exchange().getResponse();
              response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
              response.getHeaders().putAll(answer.headers());
              response.getHeaders().set(REPLAYED, "true");
              return answer.body().length == 0
                  ? response.setComplete()
                  : response.writeWith(
                      Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
            });
  }

  /** Goes on when nobody waits any more. */
  private static <T> Mono<T> toItsEnd(Mono<T> work) {
    return Mono.deferContextual(
        context -> {
          var end = Sinks.<T>one();
          work.contextWrite(context)
              .subscribe(end::tryEmitValue, end::tryEmitError, end::tryEmitEmpty);
          return end.asMono();
        });
  }

  /** Cryptography may wait for the system's randomness. */
  private static <T> Mono<T> offTheEventLoop(Callable<T> work) {
    return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
  }

  private static Problem underWay() {
    var problem =
        Problem.of(IDEMPOTENCY_IN_PROGRESS, "Repeat the request in a moment for its answer");
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, PATIENCE_IN_SECONDS);
    return problem;
  }

  private static Problem malformedKey() {
    return Problem.of(
        INVALID_PARAMETER,
        KEY + " takes one value of 1 to 255 printable ASCII characters",
        Map.of("parameter", KEY));
  }

  /** One try at a request. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Attempt(
      ServerWebExchange exchange,
      WebFilterChain chain,
      RepeatableRequest request,
      String key,
      byte[] body) {

    ServerWebExchange holding(HeldAnswer held) {
      return exchange
          .mutate()
          .request(new KnownBody(exchange.getRequest(), body))
          .response(held)
          .build();
    }

    AnswerSeal seal() {
      var credentials = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
      return AnswerSeal.of(Objects.requireNonNull(credentials), key, request.seed());
    }
  }
}
