package dev.agentledger.server.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.api.credential.SecretValues;
import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import dev.agentledger.server.http.Problem;
import dev.agentledger.server.http.ProblemType;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it came in a body.
 *
 * <p>It is read here and not by the usual way, because whatever is told about a body that is wrong
 * must not quote it.
 *
 * @param name empty when it was left out
 */
record CredentialForm(
    String name,
    @Nullable String description,
    CredentialKind kind,
    CredentialUse use,
    SecretValues secret) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern PARAMETER = Pattern.compile("[\\x21-\\x7e]{1,100}");
  private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7e]{1,8192}");
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?|[0-9a-f:.]{2,45}");
  private static final Pattern TOKEN_URL =
      Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?(\\?[^\\s#]*)?");
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int MOST = 50;
  private static final Set<String> MEMBERS = Set.of("name", "description", "kind", "use", "secret");
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "te", "trailer");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Override
  public String toString() {
    return "CredentialForm of " + name;
  }

  static CredentialForm read(byte[] body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException broken) {
      var place = broken.getLocation();
      throw Problem.of(
          ProblemType.MALFORMED_REQUEST,
          place == null
              ? "The body is not JSON"
              : "The body is not JSON at line %d, column %d"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    } catch (IOException _) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not JSON");
    }
    return new Reader(root).form();
  }

  /** Reads one body, and gathers all that is wrong with it. */
  private static final class Reader {

    private final JsonNode root;
    private final List<Map<String, String>> findings = new ArrayList<>();

    Reader(JsonNode root) {
      this.root = root;
    }

    CredentialForm form() {
      if (!root.isObject()) {
        throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body is a JSON object");
      }
      root.fieldNames()
          .forEachRemaining(
              member ->
                  check(
                      MEMBERS.contains(member),
                      "/",
                      "a member is not known; known are "
                          + String.join(", ", new TreeSet<>(MEMBERS))));
      var name = text(root, "/name", "name");
      check(
          name == null || (NAME.matcher(name).matches() && !name.startsWith(CredentialId.PREFIX)),
          "/name",
          "begins with a-z and has at most 64 characters of a-z, 0-9, _ and -");
      var description = text(root, "/description", "description");
      check(
          description == null || description.length() <= LONGEST_DESCRIPTION,
          "/description",
          "has at most %d characters".formatted(LONGEST_DESCRIPTION));
      var kind = kind();
      var use = use(root.path("use"));
      var secret = secret(root.path("secret"));
      if (kind != null && findings.isEmpty()) {
        kindsOwn(kind, use, secret);
      }
      if (kind == null || !findings.isEmpty()) {
        throw Problem.of(
            ProblemType.INVALID, "The body is not a credential", Map.of("findings", findings));
      }
      return new CredentialForm(
          name == null ? "" : name, description, kind, use, SecretValues.of(secret));
    }

    private @Nullable CredentialKind kind() {
      var named = text(root, "/kind", "kind");
      try {
        return JSON.convertValue(named == null ? "" : named, CredentialKind.class);
      } catch (IllegalArgumentException _) {
        check(
            false,
            "/kind",
            "is one of api-key, bearer, basic, oauth2-client-credentials, oauth2-refresh-token, headers");
        return null;
      }
    }

    private CredentialUse use(JsonNode use) {
      check(use.isMissingNode() || use.isNull() || use.isObject(), "/use", "is an object");
      var header = text(use, "/use/header", "header");
      var query = text(use, "/use/query", "query");
      var headers = texts(use, "/use/headers", "headers");
      check(header == null || isHeader(header), "/use/header", "is the name of a header");
      check(query == null || PARAMETER.matcher(query).matches(), "/use/query", "is a visible name");
      check(headers.stream().allMatch(Reader::isHeader), "/use/headers", "are names of headers");
      var hosts = texts(use, "/use/hosts", "hosts");
      check(
          hosts.stream().allMatch(host -> HOST.matcher(host).matches()),
          "/use/hosts",
          "are names of hosts in lower case, or *.example.com for all below one");
      var tokenUrl = text(use, "/use/tokenUrl", "tokenUrl");
      check(
          tokenUrl == null || (TOKEN_URL.matcher(tokenUrl).matches() && isAddress(tokenUrl)),
          "/use/tokenUrl",
          "is an http or https address without user or fragment");
      return new CredentialUse(
          header,
          query,
          headers,
          tokenUrl,
          texts(use, "/use/scopes", "scopes"),
          text(use, "/use/clientId", "clientId"),
          flag(use, "/use/clientSecretInBody", "clientSecretInBody"),
          members(use.path("tokenParameters"), "/use/tokenParameters"),
          flag(use, "/use/allowPrivate", "allowPrivate"),
          hosts);
    }

    private Map<String, String> secret(JsonNode secret) {
      check(secret.isObject(), "/secret", "is an object of texts");
      var values = members(secret, "/secret");
      check(
          values.values().stream().allMatch(value -> VISIBLE.matcher(value).matches()),
          "/secret",
          "has values of 1 to 8192 printable ASCII characters");
      return values;
    }

    private void kindsOwn(CredentialKind kind, CredentialUse use, Map<String, String> secret) {
      switch (kind) {
        case API_KEY -> {
          check(
              (use.header() == null) != (use.query() == null),
              "/use",
              "names the header or the query parameter that holds the key, and not both");
          secrets(secret, Set.of("value"), Set.of());
        }
        case BEARER -> secrets(secret, Set.of("token"), Set.of());
        case BASIC -> secrets(secret, Set.of("username", "password"), Set.of());
        case HEADERS -> {
          check(!use.headers().isEmpty(), "/use/headers", "names at least one header");
          secrets(secret, Set.copyOf(use.headers()), Set.of());
        }
        case OAUTH2_CLIENT_CREDENTIALS -> {
          token(use);
          check(use.clientId() != null, "/use/clientId", "is missing");
          secrets(secret, Set.of("clientSecret"), Set.of());
        }
        case OAUTH2_REFRESH_TOKEN -> {
          token(use);
          secrets(secret, Set.of("refreshToken"), Set.of("clientSecret"));
        }
      }
    }

    private void token(CredentialUse use) {
      check(use.tokenUrl() != null, "/use/tokenUrl", "is missing");
    }

    private void secrets(Map<String, String> secret, Set<String> needed, Set<String> possible) {
      check(
          secret.keySet().containsAll(needed),
          "/secret",
          "needs " + String.join(" and ", new TreeSet<>(needed)));
      check(
          secret.keySet().stream()
              .allMatch(part -> needed.contains(part) || possible.contains(part)),
          "/secret",
          "has a part that this kind does not know");
    }

    private @Nullable String text(JsonNode parent, String pointer, String member) {
      var value = parent.path(member);
      check(value.isMissingNode() || value.isNull() || value.isTextual(), pointer, "is text");
      return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    private boolean flag(JsonNode parent, String pointer, String member) {
      var value = parent.path(member);
      check(
          value.isMissingNode() || value.isNull() || value.isBoolean(),
          pointer,
          "is true or false");
      return value.asBoolean(false);
    }

    private List<String> texts(JsonNode parent, String pointer, String member) {
      var value = parent.path(member);
      check(value.isMissingNode() || value.isNull() || value.isArray(), pointer, "is a list");
      var texts = new ArrayList<String>();
      for (var element : value) {
        check(element.isTextual() && !element.textValue().isBlank(), pointer, "is a list of texts");
        texts.add(element.asText());
      }
      check(texts.size() <= MOST, pointer, "has at most %d elements".formatted(MOST));
      return texts;
    }

    private Map<String, String> members(JsonNode parent, String pointer) {
      check(
          parent.isMissingNode() || parent.isNull() || parent.isObject(), pointer, "is an object");
      var members = new LinkedHashMap<String, String>();
      for (var member : parent.properties()) {
        check(member.getValue().isTextual(), pointer, "holds texts");
        members.put(member.getKey(), member.getValue().asText());
      }
      check(members.size() <= MOST, pointer, "has at most %d members".formatted(MOST));
      return members;
    }

    private static boolean isHeader(String name) {
      return HEADER_NAME.matcher(name).matches()
          && !RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isAddress(String text) {
      try {
        return URI.create(text).getHost() != null;
      } catch (IllegalArgumentException _) {
        return false;
      }
    }

    private void check(boolean rule, String pointer, String message) {
      if (!rule) {
        var finding = new TreeMap<String, String>();
        finding.put("pointer", pointer);
        finding.put("message", message);
        if (!findings.contains(finding)) {
          findings.add(finding);
        }
      }
    }
  }
}
