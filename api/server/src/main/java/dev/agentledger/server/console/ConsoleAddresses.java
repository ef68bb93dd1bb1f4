package dev.agentledger.server.console;

import dev.agentledger.server.http.ProgramPaths;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which requests ask for the page of the console: all that ask for nothing else's. */
final class ConsoleAddresses implements RequestPredicate {

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String PAGE = "/index.html";

  /** The names of models have dots, too, but no letter follows the last of them. */
  private static final Pattern NAME_OF_A_FILE = Pattern.compile(".*\\.\\p{Alpha}\\p{Alnum}*");

  private static final List<PathPattern> FILES =
      List.of("/assets/**", "/v3/**", "/swagger-ui/**", "/webjars/**").stream()
          .map(PathPatternParser.defaultInstance::parse)
          .toList();

  @Override
  public boolean test(ServerRequest request) {
    return READING.contains(request.method()) && isPage(request);
  }

  private static boolean isPage(ServerRequest request) {
    var path = request.requestPath().pathWithinApplication();
    return path.value().equals(PAGE)
        || (!NAME_OF_A_FILE.matcher(path.value()).matches()
            && !ProgramPaths.hold(path)
            && FILES.stream().noneMatch(pattern -> pattern.matches(path)));
  }
}
