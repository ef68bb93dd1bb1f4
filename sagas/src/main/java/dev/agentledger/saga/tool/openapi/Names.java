package dev.agentledger.saga.tool.openapi;

import dev.agentledger.events.credential.CredentialId;
import dev.agentledger.events.tool.ToolId;
import dev.agentledger.saga.validation.ToolNameRules;
import java.util.Locale;
import java.util.Set;

/** Names of tools and credentials, made of those of a description. */
final class Names {

  private static final int LONGEST = 64;

  private Names() {}

  /** A name that no other tool of the description has. */
  static String tool(String operationId, String method, String path, Set<String> taken) {
    var plain = plain(operationId.isBlank() ? method + "_" + path : operationId);
    if (ToolNameRules.BUILT_IN.contains(plain) || plain.startsWith(ToolId.PREFIX)) {
      plain = shortened("api_" + plain, LONGEST);
    }
    var name = plain;
    for (var number = 2; taken.contains(name); number++) {
      var suffix = "_" + number;
      name = shortened(plain, LONGEST - suffix.length()) + suffix;
    }
    return name;
  }

  static String credential(String scheme) {
    var plain = plain(scheme);
    return plain.startsWith(CredentialId.PREFIX) ? shortened("api_" + plain, LONGEST) : plain;
  }

  /** In lower case, with an underscore between words. */
  private static String plain(String text) {
    var words =
        text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    var begun = words.isEmpty() || !Character.isLetter(words.charAt(0)) ? "op_" + words : words;
    return shortened(begun, LONGEST);
  }

  private static String shortened(String name, int length) {
    return name.length() > length ? name.substring(0, length) : name;
  }
}
