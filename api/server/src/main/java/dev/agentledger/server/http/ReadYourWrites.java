package dev.agentledger.server.http;

import dev.agentledger.api.projection.ProjectionPositions;
import dev.agentledger.api.projection.Projections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets a read wait, for a while, until what answers it has seen a position of the log: {@code
 * ?after=<position>}.
 */
@Component
@Order(ReadYourWrites.AFTER_AUTHENTICATION)
public class ReadYourWrites implements WebFilter {

  /** The parameter that names the position. */
  public static final String AFTER = "after";

  static final int AFTER_AUTHENTICATION = 10;

  private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

  private final RequestMappingHandlerMapping handlers;
  private final ProjectionPositions positions;
  private final Projections projections;
  private final Duration patience;

  ReadYourWrites(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
      ProjectionPositions positions,
      Projections projections,
      @Value("${ledger.read-your-writes.patience:5s}") Duration patience) {
    this.handlers = handlers;
    this.positions = positions;
    this.projections = projections;
    this.patience = patience;
  }

  /** The projections for which a handler waits; none when it does not. */
  public static List<String> projectionsOf(HandlerMethod handler) {
    var own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), AnsweredBy.class);
    var known =
        own == null
            ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), AnsweredBy.class)
            : own;
    return known == null ? List.of() : List.of(known.value());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    var asked = request.getQueryParams().getOrDefault(AFTER, List.of());
    if (asked.isEmpty() || !HttpMethod.GET.equals(request.getMethod())) {
      return chain.filter(exchange);
    }
    return handlers
        .getHandler(exchange)
        // What is wrong with the address is said by whoever looks for its handler.
        .onErrorResume(_ -> Mono.empty())
        .ofType(HandlerMethod.class)
        .flatMapIterable(ReadYourWrites::projectionsOf)
        .collectList()
        .flatMap(answering -> seen(answering, asked))
        .then(chain.filter(exchange));
  }

  private Mono<Void> seen(List<String> answering, List<String> asked) {
    if (answering.isEmpty()) {
      return Mono.empty();
    }
    var text = String.valueOf(asked.getFirst());
    if (asked.size() > 1 || !POSITION.matcher(text).matches()) {
      return Mono.error(
          invalid("after must be one position of the log, as Ledger-Position gave it"));
    }
    var position = Long.parseLong(text);
    return Flux.fromIterable(answering).flatMap(projection -> seen(projection, position)).then();
  }

  private Mono<Void> seen(String projection, long position) {
    return Blocking.of(Mono.fromFuture(() -> positions.await(projection, position, patience)))
        .flatMap(seen -> seen ? Mono.empty() : unseen(projection, position));
  }

  /** Only now is it told what lies beyond the log: what was just recorded may not be settled. */
  private Mono<Void> unseen(String projection, long position) {
    return Blocking.call(projections::head)
        .flatMap(
            head ->
                Mono.error(
                    position > head
                        ? invalid("after must not lie beyond the end of the log, position " + head)
                        : Problem.of(
                            ProblemType.NOT_YET_VISIBLE,
                            "%s does not show position %d yet; repeat the request in a moment"
                                .formatted(projection, position))));
  }

  private static Problem invalid(String detail) {
    return Problem.of(ProblemType.INVALID_PARAMETER, detail, Map.of("parameter", AFTER));
  }
}
