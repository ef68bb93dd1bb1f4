package dev.agentledger.server.http;

import dev.agentledger.api.CommandMetadata;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Lets the answer to a request tell at which position of the log its last fact stands. */
@Component
public class LedgerPosition implements WebFilter {

  public static final String HEADER = "Ledger-Position";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return chain
        .filter(exchange)
        .contextWrite(context -> context.put(LedgerPosition.class, exchange.getResponse()));
  }

  /**
   * Takes over what a command answered; the last one that recorded something counts.
   *
   * @param answer the metadata of the command's answer
   */
  static void tell(Map<String, ?> answer, ContextView context) {
    var position = answer.get(CommandMetadata.POSITION);
    if (position != null) {
      headersIn(context).ifPresent(headers -> headers.set(HEADER, position.toString()));
    }
  }

  /** The answer shows what is at this position, too. */
  public static void raise(long shown, ContextView context) {
    headersIn(context)
        .filter(headers -> shown > told(headers))
        .ifPresent(headers -> headers.set(HEADER, Long.toString(shown)));
  }

  private static long told(HttpHeaders headers) {
    var told = headers.getFirst(HEADER);
    return told == null ? 0 : Long.parseLong(told);
  }

  private static Optional<HttpHeaders> headersIn(ContextView context) {
    return context
        .<ServerHttpResponse>getOrEmpty(LedgerPosition.class)
        .filter(response -> !response.isCommitted())
        .map(HttpMessage::getHeaders);
  }
}
