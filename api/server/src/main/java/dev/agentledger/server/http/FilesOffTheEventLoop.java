package dev.agentledger.server.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Takes requests for pages and files off the event loop: to answer them, files are read. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class FilesOffTheEventLoop implements WebFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return ProgramPaths.hold(exchange.getRequest().getPath().pathWithinApplication())
        ? chain.filter(exchange)
        : Blocking.of(chain.filter(exchange));
  }
}
