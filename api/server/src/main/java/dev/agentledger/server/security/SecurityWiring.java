package dev.agentledger.server.security;

import static org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy.NO_REFERRER;

import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemAnswers;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.ProgramPaths;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who may come in: everybody to see that the program lives and how to talk to it, for all else the
 * holder of a key.
 *
 * <p>Nothing is remembered between two requests. Which role an address needs stands at its handler.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
class SecurityWiring {

  /** The console and Swagger UI load nothing from elsewhere; both set styles on elements. */
  private static final String CONTENT =
      String.join(
          "; ",
          "default-src 'self'",
          "script-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "font-src 'self'",
          // Not every browser counts a WebSocket of the same origin as 'self'.
          "connect-src 'self' ws: wss:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private static final String DEVICES =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private static final ReactiveAuthorizationManager<AuthorizationContext> OPERATORS =
      AuthorityReactiveAuthorizationManager.hasRole("OPERATOR");

  /** What holds no data: the console, the description of the interface, and whether all is well. */
  private static final ServerWebExchangeMatcher OPEN_PATHS =
      new OrServerWebExchangeMatcher(
          ServerWebExchangeMatchers.pathMatchers("/actuator/health", "/actuator/health/**"),
          new NegatedServerWebExchangeMatcher(
              ServerWebExchangeMatchers.pathMatchers(ProgramPaths.patterns())));

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static Mono<MatchResult> isOpen(ServerWebExchange exchange) {
    return READING.contains(exchange.getRequest().getMethod())
        ? OPEN_PATHS.matches(exchange)
        : MatchResult.notMatch();
  }

  @Bean
  SecurityWebFilterChain whoMayComeIn(ServerHttpSecurity http, KeyAuthentication keys) {
    return http.csrf(CsrfSpec::disable)
        .httpBasic(HttpBasicSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                    .permissionsPolicy(permissions -> permissions.policy(DEVICES))
                    .referrerPolicy(referrer -> referrer.policy(NO_REFERRER)))
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint((_, _) -> Mono.error(SecurityWiring::noKey))
                    .accessDeniedHandler((_, denied) -> Mono.error(denied)))
        .addFilterAt(recognising(keys), SecurityWebFiltersOrder.AUTHENTICATION)
        .authorizeExchange(
            request ->
                request
                    .matchers(SecurityWiring::isOpen)
                    .permitAll()
                    .pathMatchers("/actuator/**")
                    .access(SecurityWiring::isOperator)
                    .anyExchange()
                    .authenticated())
        .build();
  }

  /** Tells who is denied which role is missing, as a handler's own rule does. */
  private static Mono<AuthorizationResult> isOperator(
      Mono<Authentication> caller, AuthorizationContext request) {
    return OPERATORS
        .authorize(caller, request)
        .flatMap(
            decision ->
                decision.isGranted()
                    ? Mono.just(decision)
                    : Mono.error(new AuthorizationDeniedException("Access denied", decision)));
  }

  private static AuthenticationWebFilter recognising(KeyAuthentication keys) {
    var filter = new AuthenticationWebFilter(keys);
    filter.setRequiresAuthenticationMatcher(
        new NegatedServerWebExchangeMatcher(SecurityWiring::isOpen));
    filter.setServerAuthenticationConverter(new BearerKeys());
    filter.setAuthenticationFailureHandler((_, rejected) -> Mono.error(rejected));
    return filter;
  }

  private static AuthenticationCredentialsNotFoundException noKey() {
    return new AuthenticationCredentialsNotFoundException("Send Authorization: Bearer <key>");
  }

  /** Requests that are made to mislead are turned away before all else, with an explanation. */
  @Bean
  ServerExchangeRejectedHandler misleadingRequests(ProblemAnswers problems) {
    return (exchange, _) ->
        problems.handle(
            exchange,
            Problem.of(
                ProblemType.MALFORMED_REQUEST,
                "The address, the method or a header holds what no honest request needs"));
  }
}
