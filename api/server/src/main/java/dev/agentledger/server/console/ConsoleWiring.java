package dev.agentledger.server.console;

import dev.agentledger.server.http.Blocking;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import java.io.FileNotFoundException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.resource.EncodedResourceResolver;
import reactor.core.publisher.Mono;

/**
 * Serves the console: one page at all its addresses, which its script tells apart, and the files
 * that the page names.
 *
 * <p>The names of those under {@code /assets} follow from their content, and beside each lies what
 * it is compressed; all else is asked for anew.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleWiring implements WebFluxConfigurer {

  private static final String FILES = "classpath:/static/";
  private static final Resource PAGE = new ClassPathResource("static/index.html");
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry files) {
    files
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(FOR_EVER)
        .resourceChain(false)
        .addResolver(new EncodedResourceResolver());
    files
        .addResourceHandler("/*")
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache());
  }

  @Bean
  RouterFunction<ServerResponse> consolePages() {
    return RouterFunctions.route(new ConsoleAddresses(), ConsoleWiring::page);
  }

  /** Read each time, since it may be built anew beside the running program. */
  private static Mono<ServerResponse> page(ServerRequest request) {
    return Blocking.call(PAGE::getContentAsByteArray)
        .onErrorMap(FileNotFoundException.class, _ -> notBuilt())
        .flatMap(
            page ->
                ServerResponse.ok()
                    .contentType(MediaType.TEXT_HTML)
                    .cacheControl(CacheControl.noCache())
                    .eTag(DigestUtils.md5DigestAsHex(page))
                    .bodyValue(page));
  }

  private static Problem notBuilt() {
    return Problem.of(ProblemType.NOT_FOUND, "This program was built without its console");
  }
}
