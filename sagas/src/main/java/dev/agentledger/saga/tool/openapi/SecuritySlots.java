package dev.agentledger.saga.tool.openapi;

import dev.agentledger.api.tool.ProposedTools.Slot;
import dev.agentledger.events.credential.CredentialKind;
import dev.agentledger.events.credential.CredentialUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The security schemes of a description as places for credentials. */
final class SecuritySlots {

  private final Description description;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  SecuritySlots(Description description) {
    this.description = description;
  }

  List<Slot> all() {
    return List.copyOf(slots.values());
  }

  /** The credential that an operation needs; none when it needs none. */
  @Nullable String credentialOf(Map<?, ?> operation) {
    var alternatives =
        operation.containsKey("security")
            ? Description.list(operation, "security")
            : Description.list(description.root(), "security");
    if (alternatives.isEmpty()) {
      return null;
    }
    var reasons = new ArrayList<String>();
    for (var alternative : alternatives) {
      if (alternative instanceof Map<?, ?> needed) {
        if (needed.isEmpty()) {
          return null;
        }
        if (needed.size() == 1) {
          var scheme = needed.entrySet().iterator().next();
          try {
            return slotOf(String.valueOf(scheme.getKey()), scheme.getValue()).name();
          } catch (Skip skip) {
            reasons.add(skip.getMessage());
          }
        } else {
          reasons.add("It needs several credentials at once");
        }
      }
    }
    throw new Skip(reasons.isEmpty() ? "Its security is not readable" : reasons.getFirst());
  }

  private Slot slotOf(String scheme, @Nullable Object scopes) {
    var known = slots.get(scheme);
    if (known != null) {
      return known;
    }
    var schemes =
        Description.object(Description.object(description.root(), "components"), "securitySchemes");
    if (!schemes.containsKey(scheme)) {
      throw new Skip("Its security scheme \"%s\" is not described".formatted(scheme));
    }
    var slot = slot(scheme, description.followed(schemes.get(scheme)), scopes);
    slots.put(scheme, slot);
    return slot;
  }

  private static Slot slot(String scheme, Map<?, ?> described, @Nullable Object scopes) {
    var name = Names.credential(scheme);
    return switch (Description.text(described, "type")) {
      case "apiKey" -> {
        var place = Description.text(described, "name");
        yield switch (Description.text(described, "in")) {
          case "header" -> new Slot(name, scheme, CredentialKind.API_KEY, apiKey(place, null));
          case "query" -> new Slot(name, scheme, CredentialKind.API_KEY, apiKey(null, place));
          default -> throw new Skip("Its key goes into a cookie, which is not supported");
        };
      }
      case "http" ->
          switch (Description.text(described, "scheme").toLowerCase(Locale.ROOT)) {
            case "bearer" -> new Slot(name, scheme, CredentialKind.BEARER, CredentialUse.PLAIN);
            case "basic" -> new Slot(name, scheme, CredentialKind.BASIC, CredentialUse.PLAIN);
            default -> throw new Skip("Its HTTP authentication is neither Bearer nor Basic");
          };
      case "openIdConnect" -> new Slot(name, scheme, CredentialKind.BEARER, CredentialUse.PLAIN);
      case "oauth2" -> oauth(name, scheme, Description.object(described, "flows"), scopes);
      default -> throw new Skip("Its security scheme \"%s\" is not supported".formatted(scheme));
    };
  }

  private static Slot oauth(String name, String scheme, Map<?, ?> flows, @Nullable Object scopes) {
    var client = Description.object(flows, "clientCredentials");
    if (!client.isEmpty()) {
      return new Slot(
          name,
          scheme,
          CredentialKind.OAUTH2_CLIENT_CREDENTIALS,
          token(Description.text(client, "tokenUrl"), scopes));
    }
    var code = Description.object(flows, "authorizationCode");
    if (!code.isEmpty()) {
      var refresh = Description.text(code, "refreshUrl");
      return new Slot(
          name,
          scheme,
          CredentialKind.OAUTH2_REFRESH_TOKEN,
          token(refresh.isEmpty() ? Description.text(code, "tokenUrl") : refresh, scopes));
    }
    return new Slot(name, scheme, CredentialKind.BEARER, CredentialUse.PLAIN);
  }

  private static CredentialUse apiKey(@Nullable String header, @Nullable String query) {
    return new CredentialUse(
        header, query, List.of(), null, List.of(), null, false, Map.of(), false, List.of());
  }

  private static CredentialUse token(String url, @Nullable Object scopes) {
    var asked =
        scopes instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.<String>of();
    return new CredentialUse(
        null, null, List.of(), url, asked, null, false, Map.of(), false, List.of());
  }
}
