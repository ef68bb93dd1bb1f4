package dev.agentledger.server.edge;

import dev.agentledger.events.key.Role;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.RequestIds;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An endpoint that does to a request whatever a test wants to see done. */
@TestComponent
@RestController
@RequestMapping("/api/v1/probe")
public class ProbeEndpoint {

  /** What is to be done. */
  public enum Deed {
    MAKE,
    REFUSE,
    FORBID,
    BREAK,
    WAIT
  }

  /** Asks for something. */
  public record Order(String name, Deed deed) {}

  /** Ids that were made, in order; one for each time an order was carried out. */
  public static final List<String> CARRIED_OUT = Collections.synchronizedList(new ArrayList<>());

  /** Opened by a test to let waiting orders go on. */
  public static volatile CountDownLatch gate = new CountDownLatch(0);

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  Mono<Map<String, Object>> look(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "1") long number,
      @RequestParam(defaultValue = "viewer") Role role) {
    return Mono.just(
        Map.of(
            "name", caller.name(),
            "tenant", caller.tenant(),
            "authentication", caller.authentication(),
            "number", number,
            "role", role));
  }

  @PostMapping
  @PreAuthorize("hasRole('BUILDER')")
  Mono<ResponseEntity<Map<String, Object>>> order(
      @RequestBody Order order, ServerWebExchange exchange) {
    var id = RequestIds.next("order_", exchange);
    CARRIED_OUT.add(id);
    return switch (order.deed()) {
      case MAKE -> made(id);
      case REFUSE -> Mono.error(Problem.of(ProblemType.INVALID, order.name() + " is refused"));
      case FORBID -> Mono.error(Problem.of(ProblemType.NOT_ALLOWED, "not for you"));
      case BREAK -> Mono.error(new IllegalStateException("secret detail of " + order.name()));
      case WAIT ->
          Mono.fromCallable(
                  () -> {
                    gate.await();
                    return id;
                  })
              .subscribeOn(Schedulers.boundedElastic())
              .flatMap(ProbeEndpoint::made);
    };
  }

  @PostMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasRole('BUILDER')")
  Flux<ServerSentEvent<String>> stream() {
    return Flux.range(0, 3)
        .delayElements(Duration.ofMillis(10))
        .map(n -> ServerSentEvent.builder("e" + n).build());
  }

  private static Mono<ResponseEntity<Map<String, Object>>> made(String id) {
    return Mono.just(
        ResponseEntity.created(URI.create("/api/v1/probe/" + id))
            .eTag("\"0\"")
            .body(Map.of("id", id, "times", CARRIED_OUT.size())));
  }
}
