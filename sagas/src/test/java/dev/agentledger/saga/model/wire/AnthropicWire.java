package dev.agentledger.saga.model.wire;

import java.util.ArrayList;
import java.util.List;

/** Answers in the words of Anthropic's messages. */
public final class AnthropicWire {

  private AnthropicWire() {}

  /** As a stream or at once, as it is asked for. */
  public static ModelServer.Answer says(String... words) {
    return (request, reply) ->
        (request.wantsStream() ? Reply.events(stream(words)) : Reply.json(plain(words)))
            .to(request, reply);
  }

  public static String plain(String... words) {
    return """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-test-1",
         "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,
         "usage":{"input_tokens":20,"cache_creation_input_tokens":7,"cache_read_input_tokens":100,
           "output_tokens":45}}"""
        .formatted(String.join("", words));
  }

  public static List<String> stream(String... words) {
    var events = new ArrayList<String>();
    events.add(begins());
    events.addAll(text(0, words));
    events.addAll(ends("end_turn"));
    return events;
  }

  public static String begins() {
    return event(
        "message_start",
        """
        {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
        "model":"claude-test-1","content":[],"stop_reason":null,"stop_sequence":null,\
        "usage":{"input_tokens":20,"cache_creation_input_tokens":7,\
        "cache_read_input_tokens":100,"output_tokens":1}}}""");
  }

  public static List<String> text(int index, String... words) {
    var events = new ArrayList<String>();
    events.add(
        event(
            "content_block_start",
            """
            {"type":"content_block_start","index":%d,\
            "content_block":{"type":"text","text":""}}"""
                .formatted(index)));
    for (var word : words) {
      events.add(
          event(
              "content_block_delta",
              """
              {"type":"content_block_delta","index":%d,\
              "delta":{"type":"text_delta","text":"%s"}}"""
                  .formatted(index, word)));
    }
    events.add(blockEnds(index));
    return events;
  }

  public static List<String> thinking(int index, String thought) {
    return List.of(
        event(
            "content_block_start",
            """
            {"type":"content_block_start","index":%d,\
            "content_block":{"type":"thinking","thinking":"","signature":""}}"""
                .formatted(index)),
        event(
            "content_block_delta",
            """
            {"type":"content_block_delta","index":%d,\
            "delta":{"type":"thinking_delta","thinking":"%s"}}"""
                .formatted(index, thought)),
        blockEnds(index));
  }

  public static List<String> call(int index, String id, String tool, String... fragments) {
    var events = new ArrayList<String>();
    events.add(
        event(
            "content_block_start",
            """
            {"type":"content_block_start","index":%d,\
            "content_block":{"type":"tool_use","id":"%s","name":"%s","input":{}}}"""
                .formatted(index, id, tool)));
    for (var fragment : fragments) {
      events.add(
          event(
              "content_block_delta",
              """
              {"type":"content_block_delta","index":%d,\
              "delta":{"type":"input_json_delta","partial_json":"%s"}}"""
                  .formatted(index, fragment.replace("\"", "\\\""))));
    }
    events.add(blockEnds(index));
    return events;
  }

  public static List<String> ends(String reason) {
    return List.of(
        event(
            "message_delta",
            """
            {"type":"message_delta","delta":{"stop_reason":"%s","stop_sequence":null},\
            "usage":{"input_tokens":20,"cache_creation_input_tokens":7,\
            "cache_read_input_tokens":100,"output_tokens":45}}"""
                .formatted(reason)),
        event("message_stop", "{\"type\":\"message_stop\"}"));
  }

  public static String errorEvent(String type) {
    return event(
        "error",
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"Overloaded\"}}"
            .formatted(type));
  }

  public static String error(String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"%s\"}}".formatted(message);
  }

  private static String blockEnds(int index) {
    return event(
        "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index));
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data;
  }
}
