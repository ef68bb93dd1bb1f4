package dev.agentledger.server.http;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Where programs are answered, and with data; everywhere else are pages and files without any. */
public final class ProgramPaths {

  private static final List<String> PATTERNS = List.of("/api/**", "/v1/**", "/actuator/**");
  private static final List<PathPattern> PARSED =
      PATTERNS.stream().map(PathPatternParser.defaultInstance::parse).toList();

  private ProgramPaths() {}

  public static String[] patterns() {
    return PATTERNS.toArray(String[]::new);
  }

  public static boolean hold(PathContainer path) {
    return PARSED.stream().anyMatch(pattern -> pattern.matches(path));
  }
}
