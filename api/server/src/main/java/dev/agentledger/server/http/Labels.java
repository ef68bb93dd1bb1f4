package dev.agentledger.server.http;

import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels as they stand in an address: {@code key:value}. */
public final class Labels {

  private Labels() {}

  /** By key; a problem that shows the label when one has another form. */
  public static Map<String, String> of(List<String> labels) {
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
