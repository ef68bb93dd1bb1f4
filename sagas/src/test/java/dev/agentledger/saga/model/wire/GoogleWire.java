package dev.agentledger.saga.model.wire;

import java.util.ArrayList;
import java.util.List;

/** Answers in the words of Google's generateContent. */
public final class GoogleWire {

  private GoogleWire() {}

  /** As a stream or at once, as it is asked for. */
  public static ModelServer.Answer says(String... words) {
    return (request, reply) ->
        (request.wantsStream()
                ? Reply.events(stream(words))
                : Reply.json(chunk(part(String.join("", words)), "STOP")))
            .to(request, reply);
  }

  public static List<String> stream(String... words) {
    var events = new ArrayList<String>();
    for (var number = 0; number < words.length; number++) {
      events.add(chunk(part(words[number]), number == words.length - 1 ? "STOP" : null));
    }
    return events;
  }

  public static String part(String text) {
    return "{\"text\":\"%s\"}".formatted(text);
  }

  public static String thought(String text) {
    return "{\"text\":\"%s\",\"thought\":true}".formatted(text);
  }

  public static String call(String tool, String arguments) {
    return "{\"functionCall\":{\"name\":\"%s\",\"args\":%s},\"thoughtSignature\":\"c2ln\"}"
        .formatted(tool, arguments);
  }

  public static String chunk(String parts, String finish) {
    return """
        {"candidates":[{"content":{"parts":[%s],"role":"model"}%s,"index":0}],\
        "usageMetadata":{"promptTokenCount":120,"candidatesTokenCount":20,"totalTokenCount":165,\
        "cachedContentTokenCount":100,"thoughtsTokenCount":25},\
        "modelVersion":"gemini-test-1","responseId":"r"}"""
        .formatted(parts, finish == null ? "" : ",\"finishReason\":\"" + finish + "\"");
  }

  public static String error(int status, String message) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"S\"}}"
        .formatted(status, message);
  }
}
