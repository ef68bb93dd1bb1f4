package dev.agentledger.saga.template;

import dev.agentledger.events.agent.HttpConfiguration;
import dev.agentledger.saga.template.RequestProblem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP configuration whose templates were read, ready to be filled with an input.
 *
 * <p>A value can never leave its place: not the host it goes to, the path segment or query
 * parameter it stands in, its header line or its JSON string.
 */
public final class RequestTemplate {

  private static final String INPUT = "input";
  private static final Set<String> VARIABLES = Set.of(INPUT);
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";

  /** A URL up to the end of scheme and authority, which are the configuration's alone. */
  private static final Pattern ORIGIN =
      Pattern.compile("https?://[^/?#]+[/?#].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ORIGIN_BEGUN =
      Pattern.compile("https?://(?![/?#]).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");
  private static final Set<String> METHODS_WITHOUT_BODY = Set.of("GET", "HEAD");

  /** Where a message begins and ends is the sender's business. */
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final String method;
  private final Template url;
  private final SortedMap<String, Template> headers;
  private final SortedMap<String, Template> query;
  private final @Nullable BodyTemplate body;

  private RequestTemplate(
      String method,
      Template url,
      SortedMap<String, Template> headers,
      SortedMap<String, Template> query,
      @Nullable BodyTemplate body) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.query = query;
    this.body = body;
  }

  /**
   * Reads the templates of a configuration.
   *
   * @throws RequestProblem that lists everything that is wrong with the configuration
   */
  public static RequestTemplate parse(HttpConfiguration http) {
    var problems = new ArrayList<Problem>();
    var url = attempt("/url", problems, () -> url(http.url()));
    var headers = new TreeMap<String, Template>(String.CASE_INSENSITIVE_ORDER);
    new TreeMap<>(http.headers())
        .forEach(
            (name, value) -> {
              var pointer = JsonPointer.append("/headers", name);
              var template = attempt(pointer, problems, () -> header(name, value, headers));
              if (template != null) {
                headers.put(name, template);
              }
            });
    var query = new TreeMap<String, Template>();
    http.query()
        .forEach(
            (name, value) -> {
              var pointer = JsonPointer.append("/query", name);
              var template = attempt(pointer, problems, () -> Template.parse(value, VARIABLES));
              if (template != null) {
                query.put(name, template);
              }
            });
    var body = attempt("/body", problems, () -> body(http, headers));
    if (url == null || !problems.isEmpty()) {
      throw new RequestProblem(problems);
    }
    return new RequestTemplate(http.method(), url, headers, query, body);
  }

  /** Every placeholder, under the pointer into the configuration at which it stands. */
  public Map<String, List<Placeholder>> placeholders() {
    var placeholders = new LinkedHashMap<String, List<Placeholder>>();
    placeholders.put("/url", url.placeholders());
    headers.forEach(
        (name, value) ->
            placeholders.put(JsonPointer.append("/headers", name), value.placeholders()));
    query.forEach(
        (name, value) ->
            placeholders.put(JsonPointer.append("/query", name), value.placeholders()));
    if (body != null) {
      placeholders.put("/body", body.placeholders());
    }
    return placeholders;
  }

  /**
   * The request for an input.
   *
   * @throws RequestProblem if a value is missing or cannot stand where it should
   */
  public RenderedRequest render(@Nullable Object input) {
    var variables = new LinkedHashMap<String, @Nullable Object>();
    variables.put(INPUT, input);
    var problems = new ArrayList<Problem>();
    var shownHeaders = new LinkedHashMap<String, String>();
    headers.forEach(
        (name, template) -> {
          var value =
              attempt(
                  JsonPointer.append("/headers", name),
                  problems,
                  () -> template.isMissing(variables) ? null : headerValue(template, variables));
          if (value != null) {
            shownHeaders.put(name, value);
          }
        });
    var shownQuery = new LinkedHashMap<String, String>();
    query.forEach(
        (name, template) -> {
          var value =
              attempt(
                  JsonPointer.append("/query", name),
                  problems,
                  () ->
                      template.isMissing(variables)
                          ? null
                          : template.render(variables, Escaping.NONE));
          if (value != null) {
            shownQuery.put(name, value);
          }
        });
    var target = attempt("/url", problems, () -> target(variables, shownQuery));
    var text = attempt("/body", problems, () -> body == null ? null : body.render(variables));
    if (target == null || !problems.isEmpty()) {
      throw new RequestProblem(problems);
    }
    if (body != null && !headers.containsKey(CONTENT_TYPE)) {
      shownHeaders.put(CONTENT_TYPE, JSON);
    }
    return new RenderedRequest(
        method,
        target,
        shownHeaders,
        shownQuery,
        text,
        body == null || text == null ? null : body.value(text));
  }

  private static Template url(String text) {
    var template = Template.parse(text, VARIABLES);
    var origin =
        !template.parts().isEmpty()
                && template.parts().getFirst() instanceof Template.Part.Text(var literal)
            ? literal
            : "";
    if (!ORIGIN_BEGUN.matcher(origin).matches()) {
      throw new TemplateProblem("the URL must begin with http:// or https:// and a host");
    }
    if (!template.placeholders().isEmpty() && !ORIGIN.matcher(origin).matches()) {
      throw new TemplateProblem(
          "%s stands before the path; only the configuration itself may say which host is called"
              .formatted(template.placeholders().getFirst()));
    }
    checkUri(template.fill(_ -> "x"));
    return template;
  }

  private URI target(Map<String, @Nullable Object> variables, Map<String, String> parameters) {
    var rendered = new StringBuilder(url.render(variables, Escaping.PERCENT));
    checkSegments(segments(rendered.toString()), segments(url.fill(_ -> "x")));
    var separator = rendered.indexOf("?") < 0 ? '?' : '&';
    for (var parameter : parameters.entrySet()) {
      rendered
          .append(separator)
          .append(Escaping.percentEncoded(parameter.getKey()))
          .append('=')
          .append(Escaping.percentEncoded(parameter.getValue()));
      separator = '&';
    }
    return checkUri(rendered.toString());
  }

  private static URI checkUri(String text) {
    try {
      var uri = new URI(text);
      if (uri.getHost() == null) {
        throw new TemplateProblem("the URL has no valid host");
      }
      if (uri.getRawUserInfo() != null) {
        throw new TemplateProblem("the URL must not carry a user name or password");
      }
      if (uri.getRawFragment() != null) {
        throw new TemplateProblem("the URL must not have a fragment; it would never be sent");
      }
      return uri;
    } catch (URISyntaxException wrong) {
      throw new TemplateProblem(
          "the URL has a character that must be percent-encoded, or is otherwise broken, at character %d"
              .formatted(wrong.getIndex() + 1));
    }
  }

  private static List<String> segments(String url) {
    var path = url.split("[?#]", 2)[0];
    return List.of(path.substring(path.indexOf("://") + "://".length()).split("/", -1));
  }

  /** A segment that is empty, or goes up, would address something else. */
  private static void checkSegments(List<String> rendered, List<String> template) {
    for (var at = 0; at < rendered.size(); at++) {
      var segment = rendered.get(at).replaceAll("(?i)%2e", ".");
      if (segment.equals(".")
          || segment.equals("..")
          || (segment.isEmpty() && !template.get(at).isEmpty())) {
        throw new TemplateProblem(
            "a value makes the path segment \"%s\", which would address something else"
                .formatted(segment));
      }
    }
  }

  private static Template header(String name, String value, Map<String, Template> others) {
    if (!HEADER_NAME.matcher(name).matches()) {
      throw new TemplateProblem("\"%s\" is not the name of a header".formatted(name));
    }
    if (RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new TemplateProblem("%s is set by the sender".formatted(name));
    }
    if (others.containsKey(name)) {
      throw new TemplateProblem("%s is given twice, in another case".formatted(name));
    }
    var template = Template.parse(value, VARIABLES);
    if (name.equalsIgnoreCase(CONTENT_TYPE) && !template.placeholders().isEmpty()) {
      throw new TemplateProblem("Content-Type decides how the body is escaped; it must be fixed");
    }
    checkHeaderValue(template.fill(_ -> ""));
    return template;
  }

  private static String headerValue(Template template, Map<String, @Nullable Object> variables) {
    var value = template.render(variables, Escaping.NONE);
    checkHeaderValue(value);
    return value;
  }

  private static void checkHeaderValue(String value) {
    if (!HEADER_VALUE.matcher(value).matches()) {
      throw new TemplateProblem(
          "the header's value has a line break or another character outside printable ASCII");
    }
  }

  private static @Nullable BodyTemplate body(
      HttpConfiguration http, Map<String, Template> headers) {
    if (http.body() == null) {
      return null;
    }
    if (METHODS_WITHOUT_BODY.contains(http.method())) {
      throw new TemplateProblem("a %s request has no body".formatted(http.method()));
    }
    var declared = headers.get(CONTENT_TYPE);
    return BodyTemplate.parse(
        http.body(), declared == null ? JSON : declared.fill(_ -> ""), VARIABLES);
  }

  private static <T> @Nullable T attempt(
      String pointer, List<Problem> problems, Supplier<@Nullable T> step) {
    try {
      return step.get();
    } catch (TemplateProblem problem) {
      problems.add(new Problem(pointer, problem.getMessage()));
      return null;
    }
  }
}
