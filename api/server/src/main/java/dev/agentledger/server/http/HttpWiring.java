package dev.agentledger.server.http;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** How much of a request the program reads. */
@Configuration(proxyBeanMethods = false)
class HttpWiring {

  private static final int FIRST_LINE = 32 * 1024;
  private static final int HEADERS = 64 * 1024;

  @Bean
  WebFluxConfigurer bodiesOfLimitedSize() {
    return new WebFluxConfigurer() {
      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.defaultCodecs().maxInMemorySize(RequestLimits.BODY);
      }
    };
  }

  /** Netty reads more than is allowed, since what it turns away itself gets no explanation. */
  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> limitsThatCanBeExplained() {
    return factory ->
        factory.addServerCustomizers(
            server ->
                server.httpRequestDecoder(
                    decoder -> decoder.maxInitialLineLength(FIRST_LINE).maxHeaderSize(HEADERS)));
  }
}
