package dev.agentledger.saga.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Where an answer sends a request, and as what. */
final class Redirects {

  private static final int MOVED_PERMANENTLY = 301;
  private static final int FOUND = 302;
  private static final int SEE_OTHER = 303;
  private static final int TEMPORARY = 307;
  private static final int PERMANENT = 308;

  private Redirects() {}

  static @Nullable URI locationOf(HttpResponse response, URI url) {
    var location = response.getFirstHeader("Location");
    return location == null || location.getValue() == null || !isRedirect(response.getCode())
        ? null
        : resolved(url, location.getValue());
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case MOVED_PERMANENTLY, FOUND, SEE_OTHER, TEMPORARY, PERMANENT -> true;
      default -> false;
    };
  }

  private static @Nullable URI resolved(URI url, String location) {
    try {
      var target = url.resolve(location.strip());
      return target.getHost() == null ? null : withoutFragment(target);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static URI withoutFragment(URI url) {
    var text = url.toString();
    var cut = text.indexOf('#');
    return cut < 0 ? url : URI.create(text.substring(0, cut));
  }

  /** The method of the request that follows; null where following would change its meaning. */
  static @Nullable String methodAfter(String method, int status) {
    var reads = method.equals("GET") || method.equals("HEAD");
    return switch (status) {
      case SEE_OTHER -> reads ? method : "GET";
      case TEMPORARY, PERMANENT -> method;
      default -> reads ? method : null;
    };
  }

  static boolean isDowngrade(URI from, URI to) {
    return "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
  }

  static boolean isSameOrigin(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
        && HostPattern.plain(one.getHost()).equals(HostPattern.plain(other.getHost()))
        && one.getPort() == other.getPort();
  }

  static URI withParameter(URI url, Map.Entry<String, String> parameter) {
    var separator = url.getRawQuery() == null ? '?' : '&';
    return URI.create(
        url.toString()
            + separator
            + URLEncoder.encode(parameter.getKey(), UTF_8)
            + '='
            + URLEncoder.encode(parameter.getValue(), UTF_8));
  }
}
