package dev.agentledger.server.http;

import dev.agentledger.api.CommandMetadata;
import java.util.Map;
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
      context
          .<ServerHttpResponse>getOrEmpty(LedgerPosition.class)
          .filter(response -> !response.isCommitted())
          .ifPresent(response -> response.getHeaders().set(HEADER, position.toString()));
    }
  }
}
