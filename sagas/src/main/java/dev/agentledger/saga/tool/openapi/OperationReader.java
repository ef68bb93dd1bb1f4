package dev.agentledger.saga.tool.openapi;

import dev.agentledger.events.agent.HttpConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one operation as a request and the schemas of its arguments and its result. */
final class OperationReader {

  private static final String BODY = "body";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");
  private static final Set<String> SET_BY_THE_SENDER =
      Set.of("accept", "content-type", "authorization", "host", "content-length", "connection");

  private final Description description;
  private final SchemaCopies copies;
  private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
  private final Set<String> required = new TreeSet<>();
  private final Map<String, String> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> path = new LinkedHashMap<>();
  private @Nullable String body;

  OperationReader(Description description) {
    this.description = description;
    this.copies = new SchemaCopies(description);
  }

  /** A request, and what goes in and comes out. */
  record Read(
      HttpConfiguration http,
      Map<String, @Nullable Object> inputSchema,
      @Nullable Map<String, @Nullable Object> outputSchema) {}

  Read read(String method, String server, String template, Map<?, ?> item, Map<?, ?> operation) {
    parameters(item, operation).values().forEach(this::parameter);
    requestBody(method, operation);
    var input = new LinkedHashMap<String, @Nullable Object>();
    input.put("type", "object");
    input.put("properties", properties);
    input.put("required", List.copyOf(required));
    input.put("additionalProperties", false);
    if (!copies.definitions().isEmpty()) {
      input.put("$defs", copies.definitions());
    }
    var http =
        new HttpConfiguration(
            method.toUpperCase(Locale.ROOT),
            server + filled(template),
            headers,
            query,
            body,
            Map.of(),
            null);
    return new Read(http, input, output(operation));
  }

  /** Those of the path, replaced by those of the operation. */
  private Map<String, Map<?, ?>> parameters(Map<?, ?> item, Map<?, ?> operation) {
    var parameters = new LinkedHashMap<String, Map<?, ?>>();
    for (var holder : List.of(item, operation)) {
      for (var each : Description.list(holder, "parameters")) {
        var parameter = description.followed(each);
        parameters.put(
            Description.text(parameter, "in") + ':' + Description.text(parameter, "name"),
            parameter);
      }
    }
    return parameters;
  }

  private void parameter(Map<?, ?> parameter) {
    var name = Description.text(parameter, "name");
    var place = Description.text(parameter, "in");
    var needed = place.equals("path") || Description.flag(parameter, "required");
    if (place.equals("cookie")) {
      leaveOut(needed, "It needs the cookie \"%s\", which is not supported".formatted(name));
      return;
    }
    if (place.equals("header") && SET_BY_THE_SENDER.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (name.isEmpty() || name.indexOf('"') >= 0) {
      leaveOut(needed, "A parameter has a name that cannot be written");
      return;
    }
    var schema = parameter.get("schema");
    if (schema == null || isCompound(schema)) {
      leaveOut(needed, "The parameter \"%s\" is more than a text or a number".formatted(name));
      return;
    }
    var argument = properties.containsKey(name) ? name + "_" + place : name;
    properties.put(argument, described(schema, Description.text(parameter, "description")));
    if (needed) {
      required.add(argument);
    }
    var placeholder = placeholder(argument, needed);
    switch (place) {
      case "path" -> path.put(name, placeholder);
      case "query" -> query.put(name, placeholder);
      case "header" -> headers.put(name, placeholder);
      default -> throw new Skip("The parameter \"%s\" is nowhere".formatted(name));
    }
  }

  private static void leaveOut(boolean needed, String reason) {
    if (needed) {
      throw new Skip(reason);
    }
  }

  private boolean isCompound(Object schema) {
    var type = description.followed(schema).get("type");
    return "array".equals(type)
        || "object".equals(type)
        || (type instanceof List<?> types && (types.contains("array") || types.contains("object")));
  }

  private @Nullable Object described(Object schema, String text) {
    var copy = copies.of(schema);
    if (text.isEmpty()
        || !(copy instanceof Map<?, ?> object)
        || object.containsKey("description")) {
      return copy;
    }
    var more = new LinkedHashMap<String, @Nullable Object>();
    object.forEach((key, value) -> more.put(String.valueOf(key), value));
    more.put("description", text);
    return more;
  }

  private void requestBody(String method, Map<?, ?> operation) {
    if (!operation.containsKey("requestBody") || method.equals("get") || method.equals("head")) {
      return;
    }
    var described = description.followed(operation.get("requestBody"));
    var needed = Description.flag(described, "required");
    var json = jsonIn(Description.object(described, "content"));
    if (json == null) {
      leaveOut(needed, "Its body is not JSON");
      return;
    }
    var argument = properties.containsKey(BODY) ? "request_body" : BODY;
    properties.put(argument, described(json.schema(), Description.text(described, "description")));
    if (needed) {
      required.add(argument);
    }
    headers.put("Content-Type", json.mediaType());
    body = placeholder(argument, needed);
  }

  private record Json(String mediaType, Object schema) {}

  private static @Nullable Json jsonIn(Map<?, ?> content) {
    for (var form : content.entrySet()) {
      var mediaType = String.valueOf(form.getKey());
      var essence = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if ((essence.equals("application/json") || essence.endsWith("+json"))
          && form.getValue() instanceof Map<?, ?> described) {
        var schema = described.get("schema");
        return new Json(mediaType, schema == null ? Map.of() : schema);
      }
    }
    return null;
  }

  /** Of the first good answer that is JSON; whatever comes where there is none. */
  private @Nullable Map<String, @Nullable Object> output(Map<?, ?> operation) {
    var responses = Description.object(operation, "responses");
    var codes = new ArrayList<String>();
    responses.keySet().forEach(code -> codes.add(String.valueOf(code)));
    codes.sort(null);
    for (var code : codes) {
      if (code.startsWith("2")) {
        var json =
            jsonIn(Description.object(description.followed(find(responses, code)), "content"));
        if (json != null) {
          return output(json.schema());
        }
      }
    }
    return null;
  }

  private static @Nullable Object find(Map<?, ?> responses, String code) {
    return responses.entrySet().stream()
        .filter(response -> String.valueOf(response.getKey()).equals(code))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Map<String, @Nullable Object> output(Object schema) {
    var own = new SchemaCopies(description);
    if (!(own.of(schema) instanceof Map<?, ?> copy) || copy.isEmpty()) {
      return null;
    }
    var output = new LinkedHashMap<String, @Nullable Object>();
    copy.forEach((key, value) -> output.put(String.valueOf(key), value));
    if (!own.definitions().isEmpty()) {
      output.put("$defs", own.definitions());
    }
    return output;
  }

  private String filled(String template) {
    return VARIABLE
        .matcher(template)
        .replaceAll(
            variable -> {
              var placeholder = path.get(variable.group(1));
              if (placeholder == null) {
                throw new Skip(
                    "Its path names \"%s\", which is no parameter".formatted(variable.group(1)));
              }
              return Matcher.quoteReplacement(placeholder);
            });
  }

  private static String placeholder(String argument, boolean needed) {
    var place = PLAIN_NAME.matcher(argument).matches() ? "." + argument : "[\"" + argument + "\"]";
    return "{{input" + place + (needed ? "" : "?") + "}}";
  }
}
