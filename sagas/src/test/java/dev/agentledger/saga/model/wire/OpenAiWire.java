package dev.agentledger.saga.model.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Answers in the words of OpenAI's chat completions. */
public final class OpenAiWire {

  private static final String USAGE =
      """
      {"prompt_tokens":120,"completion_tokens":45,"total_tokens":165,\
      "prompt_tokens_details":{"cached_tokens":100,"audio_tokens":0},\
      "completion_tokens_details":{"reasoning_tokens":25,"audio_tokens":0}}""";

  private OpenAiWire() {}

  /** As a stream or at once, as it is asked for. */
  public static ModelServer.Answer says(String... words) {
    return (request, reply) ->
        (request.wantsStream() ? Reply.events(stream(words)) : Reply.json(plain(words)))
            .to(request, reply);
  }

  /** A whole answer. */
  public static String plain(String... words) {
    return """
        {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt-test-2026",
         "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},
           "logprobs":null,"finish_reason":"stop"}],
         "usage":%s,"system_fingerprint":"fp"}"""
        .formatted(String.join("", words), USAGE);
  }

  /** A whole answer that calls one tool. */
  public static String plainCall(String id, String tool, String arguments) {
    return """
        {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"gpt-test-2026",
         "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
           {"id":"%s","type":"function","function":{"name":"%s","arguments":"%s"}}]},
           "logprobs":null,"finish_reason":"tool_calls"}],
         "usage":%s}"""
        .formatted(id, tool, arguments.replace("\"", "\\\""), USAGE);
  }

  public static List<String> stream(String... words) {
    var events = new ArrayList<String>();
    events.add(chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", null));
    Stream.of(words).forEach(word -> events.add(text(word)));
    events.add(chunk("{}", "stop"));
    events.add(usage());
    events.add("[DONE]");
    return events;
  }

  public static String text(String word) {
    return chunk("{\"content\":\"%s\"}".formatted(word), null);
  }

  /** The first fragment of a call, which names it. */
  public static String callBegins(int index, String id, String tool) {
    return chunk(
        """
        {"tool_calls":[{"index":%d,"id":"%s","type":"function",\
        "function":{"name":"%s","arguments":""}}]}"""
            .formatted(index, id, tool),
        null);
  }

  /** A further fragment of its arguments. */
  public static String callGoesOn(int index, String fragment) {
    return chunk(
        "{\"tool_calls\":[{\"index\":%d,\"function\":{\"arguments\":\"%s\"}}]}"
            .formatted(index, fragment.replace("\"", "\\\"")),
        null);
  }

  public static String callsEnd() {
    return chunk("{}", "tool_calls");
  }

  public static String usage() {
    return """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,\
        "model":"gpt-test-2026","choices":[],"usage":%s}"""
        .formatted(USAGE);
  }

  /** Any piece of a stream. */
  public static String chunk(String delta, String finish) {
    return """
        {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1760000000,\
        "model":"gpt-test-2026","choices":[{"index":0,"delta":%s,"logprobs":null,\
        "finish_reason":%s}],"usage":null}"""
        .formatted(delta, finish == null ? "null" : "\"" + finish + "\"");
  }

  public static String error(String message) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"param\":null,\"code\":null}}"
        .formatted(message);
  }
}
