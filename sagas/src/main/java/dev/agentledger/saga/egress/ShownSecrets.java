package dev.agentledger.saga.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a request shows to be let in; no text ever holds it.
 *
 * @param hosts to which alone it may be shown; to any when empty
 * @param secrets every secret in it, as it could come back in an answer
 */
public record ShownSecrets(
    Map<String, String> headers,
    Map<String, String> query,
    List<String> hosts,
    Set<String> secrets) {

  public static final ShownSecrets NONE = new ShownSecrets(Map.of(), Map.of(), List.of(), Set.of());

  private static final String HIDDEN = "***";
  private static final int SHORTEST = 4;

  public ShownSecrets {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
    hosts = List.copyOf(hosts);
    secrets = Set.copyOf(secrets);
  }

  public boolean mayBeShownTo(String host) {
    return hosts.isEmpty() || HostPattern.anyFits(hosts, host);
  }

  /** The text with everything secret replaced, however it is escaped. */
  public String hiddenIn(String text) {
    var hidden = text;
    for (var form : forms()) {
      hidden = hidden.replace(form, HIDDEN);
    }
    return hidden;
  }

  /** The longest first, since one secret may be a part of another. */
  private Set<String> forms() {
    var forms =
        new TreeSet<String>(
            Comparator.comparingInt(String::length).reversed().thenComparing(form -> form));
    for (var secret : secrets) {
      if (secret.length() >= SHORTEST) {
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, UTF_8));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
      }
    }
    return forms;
  }

  @Override
  public String toString() {
    return "ShownSecrets";
  }
}
