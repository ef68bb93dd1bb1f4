package dev.agentledger.saga.model.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentledger.events.run.CallFailure;
import dev.agentledger.events.run.FinishReason;
import dev.agentledger.events.run.Message;
import dev.agentledger.events.run.TokenUsage;
import dev.agentledger.events.run.ToolCallRequest;
import dev.agentledger.saga.model.ModelOutcome;
import dev.agentledger.saga.model.ModelRequest;
import dev.agentledger.saga.model.Tokens;
import dev.agentledger.saga.model.ToolOffer;
import dev.agentledger.saga.validation.ExampleInput;
import dev.agentledger.saga.validation.NoExample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers without a model, and says so: the same to the same request, from its schemas alone.
 *
 * <p>It calls each tool that it is offered once, then answers. What a run's script says goes first.
 * It remembers nothing: where it stands follows from the messages and the attempt.
 */
public final class Rehearsal {

  public static final String PROVIDER = "rehearsal";
  public static final String MODEL = "rehearsal";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern WORDS = Pattern.compile("\\S+\\s*|\\s+");

  /**
   * Answers at once, or as the script says.
   *
   * @param hash of the request, from which the answer follows
   */
  public ModelOutcome ask(ModelRequest request, String hash, Consumer<String> deltas)
      throws InterruptedException {
    var call = new Call(request, hash, deltas);
    try {
      return Script.of(request.script())
          .turn(answersSoFar(request), request.attempt(), request.timeout())
          .map(turn -> call.follow(turn))
          .orElseGet(call::improvise)
          .carriedOut();
    } catch (Script.Unreadable unreadable) {
      return call.failed(
          new CallFailure("script", "The script cannot be read; check it first", false, null));
    } catch (NoExample impossible) {
      var message = "No answer could be made up: %s".formatted(impossible.getMessage());
      return call.failed(new CallFailure("no-example", message, false, null));
    }
  }

  private static int answersSoFar(ModelRequest request) {
    return (int)
        request.messages().stream()
            .filter(message -> message.role() == Message.Role.ASSISTANT)
            .count();
  }

  /** What is to be done for a call, once it is clear. */
  private interface Plan {
    ModelOutcome carriedOut() throws InterruptedException;
  }

  private record Call(ModelRequest request, String hash, Consumer<String> deltas, long started) {

    private Call(ModelRequest request, String hash, Consumer<String> deltas) {
      this(request, hash, deltas, System.nanoTime());
    }

    private Plan follow(Script.Turn turn) {
      return () -> {
        if (turn.stall().compareTo(request.timeout()) >= 0) {
          Thread.sleep(request.timeout());
          var limit = request.timeout().toMillis();
          var message = "The rehearsal gave no answer within %d ms".formatted(limit);
          return failed(new CallFailure("timeout", message, true, null));
        }
        if (turn.stall().isPositive()) {
          Thread.sleep(turn.stall());
        }
        return switch (turn.ending()) {
          case Script.Improvising() -> improvise().carriedOut();
          case Script.Failing(var failure) -> failed(failure);
          case Script.Answering(var answer, var usage) -> answered(text(answer), List.of(), usage);
          case Script.Calling(var text, var calls, var usage) ->
              answered(text, numbered(calls), usage);
        };
      };
    }

    private Plan improvise() {
      return () -> {
        var calls = firstCalls();
        return calls.isEmpty() ? answered(answer(), List.of(), null) : answered("", calls, null);
      };
    }

    private List<ToolCallRequest> firstCalls() {
      Set<String> called =
          request.messages().stream()
              .flatMap(message -> message.toolCalls().stream())
              .map(ToolCallRequest::tool)
              .collect(Collectors.toSet());
      return numbered(
          request.tools().stream()
              .filter(tool -> !called.contains(tool.name()))
              .map(tool -> new Script.ToolUse(tool.name(), arguments(tool)))
              .toList());
    }

    private static Object arguments(ToolOffer tool) {
      return ExampleInput.of(tool.inputSchema()) instanceof Map<?, ?> object ? object : Map.of();
    }

    private List<ToolCallRequest> numbered(List<Script.ToolUse> uses) {
      var calls = new ArrayList<ToolCallRequest>();
      for (var use : uses) {
        var id = "call_%s_%d".formatted(mark(), calls.size());
        calls.add(new ToolCallRequest(id, use.tool(), use.arguments()));
      }
      return calls;
    }

    private String answer() {
      var schema = request.outputSchema();
      return schema == null
          ? "This is a rehearsal: no model was asked. Request %s, %d message(s), %d tool(s)."
              .formatted(mark(), request.messages().size(), request.tools().size())
          : text(ExampleInput.of(schema));
    }

    /** Names the request shortly. */
    private String mark() {
      return hash.substring(hash.indexOf(':') + 1).substring(0, 12);
    }

    private static String text(@Nullable Object answer) {
      try {
        return answer instanceof String text ? text : JSON.writeValueAsString(answer);
      } catch (JsonProcessingException notJson) {
        throw new IllegalArgumentException("Not a JSON value", notJson);
      }
    }

    private ModelOutcome answered(
        String text, List<ToolCallRequest> calls, @Nullable TokenUsage scripted)
        throws InterruptedException {
      var firstTokenMillis = millis();
      var words = WORDS.matcher(text);
      while (words.find()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        deltas.accept(words.group());
      }
      var message = Message.assistant(text, calls);
      var usage =
          scripted == null
              ? new TokenUsage(Tokens.ofRequest(request), Tokens.ofMessage(message), 0, 0, 0)
              : scripted;
      return new ModelOutcome.Answered(
          PROVIDER,
          MODEL,
          message,
          calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS,
          usage,
          millis(),
          firstTokenMillis);
    }

    private ModelOutcome failed(CallFailure failure) {
      return new ModelOutcome.Failed(PROVIDER, failure, millis(), null);
    }

    private long millis() {
      return Duration.ofNanos(System.nanoTime() - started).toMillis();
    }
  }
}
