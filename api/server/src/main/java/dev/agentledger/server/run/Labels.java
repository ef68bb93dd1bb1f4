package dev.agentledger.server.run;

import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;

import dev.agentledger.server.http.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels as they stand in an address: {@code key:value}. */
final class Labels {

  private Labels() {}

  static Map<String, String> of(List<String> labels) {
    var byKey = new LinkedHashMap<String, String>();
    for (var label : labels) {
      var colon = label.indexOf(':');
      if (colon < 1) {
        throw Problem.of(
            INVALID_PARAMETER,
            "label: '%s' is not of the form key:value".formatted(label),
            Map.of("parameter", "label"));
      }
      byKey.put(label.substring(0, colon), label.substring(colon + 1));
    }
    return byKey;
  }
}
