package dev.agentledger.saga.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;

/**
 * Evaluates code in one form in an engine of its own, on the calling thread, until it ends or the
 * thread is interrupted.
 */
final class Execution {

  /** What an execution is given. */
  record Order(
      String code, String input, String context, String seed, Goal goal, SandboxLimits limits) {}

  /** How far an execution goes. */
  enum Goal {
    RUN,
    CHECK
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_FAILURE_BYTES = 256 * 1024;
  private static final int MOST_NAME_BYTES = 64;
  private static final Pattern PANIC =
      Pattern.compile(
          "called `Result::unwrap\\(\\)` on an `Err` value: (?:Error: )?(.*?)(?:\\n    at |\\nnote: |\\s*\\z)",
          Pattern.DOTALL);
  private static final Pattern MODULE_PLACE = Pattern.compile("at function\\.mjs:(\\d+):(\\d+)");
  private static final Pattern MISSING_MODULE =
      Pattern.compile("could not load module '(.*)'", Pattern.DOTALL);

  private final EngineImage image;
  private final Order order;
  private final CodeForm form;
  private final LogBook log;
  private final Diagnostics diagnostics = new Diagnostics();
  private EngineImage.@Nullable Engine engine;
  private boolean compiling;

  Execution(EngineImage image, Order order, CodeForm form, LogBook log) {
    this.image = image;
    this.order = order;
    this.form = form;
    this.log = log;
  }

  /**
   * The end of the execution.
   *
   * @throws WasmInterruptedException if the thread was interrupted
   */
  Ending perform() {
    try (EngineImage.Engine engine =
        image.start(order.limits().memoryMiB(), (_, args) -> answer(args), diagnostics)) {
      this.engine = engine;
      try {
        if (form == CodeForm.MODULE) {
          compiling = true;
          engine.compile(form.enclose(order.code()));
          compiling = false;
        }
        engine.evaluate(image.harness());
        return unsettled(engine);
      } catch (Ended ended) {
        return ended.ending;
      } catch (EngineImage.NoRoom _) {
        return Ending.failed(Failure.Kind.OUT_OF_MEMORY, outOfMemory());
      } catch (WasmInterruptedException interrupted) {
        throw interrupted;
      } catch (WasmEngineException | StackOverflowError crash) {
        return crashed(engine, crash);
      }
    }
  }

  private Ending unsettled(EngineImage.Engine engine) {
    // Without memory the engine cannot even reject the promise of an async function.
    return engine.exhausted()
        ? Ending.failed(Failure.Kind.OUT_OF_MEMORY, outOfMemory())
        : Ending.failed(
            Failure.Kind.ERROR,
            "The code waits for a promise that never settles: nothing is left that could settle it");
  }

  private long[] answer(long... call) {
    Memory memory = engine().instance().memory();
    int nameLength = (int) call[3];
    String name = nameLength > MOST_NAME_BYTES ? "" : memory.readString((int) call[2], nameLength);
    int address = (int) call[4];
    int size = (int) call[5];
    return switch (name) {
      case "form" -> reply(form.name());
      case "goal" -> reply(order.goal().name());
      case "code" -> reply(form.enclose(order.code()));
      case "input" -> reply(order.input());
      case "context" -> reply(order.context());
      case "seed" -> reply(order.seed());
      case "log.debug", "log.info", "log.warn", "log.error" -> {
        int kept = Math.min(size, log.room());
        log.add(name.substring("log.".length()), text(memory, address, kept), kept, size);
        // An empty answer would be placed nowhere, and the engine frees what it is given.
        yield reply("-");
      }
      case "ready" -> throw new Ended(new Ending.Ready());
      case "returned" -> throw new Ended(returned(memory, address, size));
      case "failed" -> throw new Ended(failed(described(memory, address, size)));
      case "unparsed" -> throw new Ended(unparsed(described(memory, address, size)));
      default -> throw new IllegalStateException("The harness called an unknown function");
    };
  }

  private long[] reply(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int address = engine().place(bytes);
    int pair = engine().place(new byte[8]);
    Memory memory = engine().instance().memory();
    memory.writeI32(pair, address);
    memory.writeI32(pair + 4, bytes.length);
    return new long[] {pair};
  }

  private Ending returned(Memory memory, int address, int size) {
    int most = order.limits().outputBytes();
    return size > most
        ? Ending.failed(
            Failure.Kind.OUTPUT_TOO_LARGE,
            "The result has %d bytes of JSON; %d are allowed".formatted(size, most))
        : new Ending.Returned(text(memory, address, size));
  }

  private static JsonNode described(Memory memory, int address, int size) {
    try {
      return JSON.readTree(text(memory, address, Math.min(size, MOST_FAILURE_BYTES)));
    } catch (JsonProcessingException unreadable) {
      return JSON.createObjectNode();
    }
  }

  private Ending failed(JsonNode described) {
    String name = described.path("name").asText();
    String message = described.path("message").asText();
    String frames = CodeStack.of(described.path("stack").asText(), form);
    if ((name.equals("InternalError") && message.equals("out of memory"))
        || (described.path("nothing").asBoolean() && engine().exhausted())) {
      return new Ending.Failed(
          new Failure(Failure.Kind.OUT_OF_MEMORY, outOfMemory(), stack(outOfMemory(), frames)));
    }
    Failure.Kind kind =
        switch (described.path("kind").asText()) {
          case "NO_HANDLER" -> Failure.Kind.NO_HANDLER;
          case "NOT_JSON" -> Failure.Kind.NOT_JSON;
          default -> Failure.Kind.ERROR;
        };
    if (kind == Failure.Kind.NO_HANDLER) {
      return Ending.failed(
          kind,
          "The code defines no handler: assign one to module.exports, export it as default, or"
              + " declare a function named handler");
    }
    Matcher missing = MISSING_MODULE.matcher(message);
    String shown;
    if (missing.matches()) {
      shown = noModule(missing.group(1));
    } else if (kind == Failure.Kind.NOT_JSON) {
      shown = "The result cannot be written as JSON: " + message;
    } else {
      shown = name.isEmpty() || name.equals("Error") ? message : name + ": " + message;
    }
    String headline = name.equals("Error") ? "Error: " + shown : shown;
    return new Ending.Failed(new Failure(kind, shown, stack(headline, frames)));
  }

  private Ending unparsed(JsonNode described) {
    String message = described.path("message").asText();
    if (described.path("name").asText().equals("InternalError")
        || described.path("nothing").asBoolean()) {
      return failed(described);
    }
    String frames = CodeStack.of(described.path("stack").asText(), form);
    return new Ending.Unparsed(
        withinCode(CodeStack.top(message, frames).orElseGet(() -> new CodeProblem(message, 1, 1))));
  }

  private Ending crashed(EngineImage.Engine engine, Throwable crash) {
    String said = diagnostics.toString();
    Matcher panic = PANIC.matcher(said);
    String reason = panic.find() ? panic.group(1).strip() : "";
    String fault = String.valueOf(crash.getMessage());
    if (engine.exhausted()
        || said.contains("memory allocation of")
        || reason.equals("null")
        || reason.equals("out of memory")) {
      return Ending.failed(Failure.Kind.OUT_OF_MEMORY, outOfMemory());
    }
    if (crash instanceof StackOverflowError
        || fault.contains("call stack exhausted")
        || fault.contains("attempted to access address: -")) {
      // The engine's stack lies at the lowest addresses, so that running off its end traps below 0.
      return Ending.failed(
          Failure.Kind.ERROR, "The stack is exhausted: the code recurses or nests too deeply");
    }
    if (compiling && !reason.isEmpty()) {
      Matcher missing = MISSING_MODULE.matcher(reason);
      if (missing.matches()) {
        String message = noModule(missing.group(1));
        return new Ending.Failed(
            new Failure(
                Failure.Kind.ERROR, message, stack(message, whereImported(missing.group(1)))));
      }
      Matcher place = MODULE_PLACE.matcher(said);
      return new Ending.Unparsed(
          withinCode(
              place.find()
                  ? new CodeProblem(
                      reason, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                  : new CodeProblem(reason, 1, 1)));
    }
    return Ending.failed(
        Failure.Kind.ERROR, "The engine gave up: " + (reason.isEmpty() ? fault : reason));
  }

  /** A parser that ran into what encloses the code found the code's end where it expected more. */
  private CodeProblem withinCode(CodeProblem problem) {
    List<String> lines = order.code().lines().toList();
    return problem.line() > lines.size()
        ? new CodeProblem(
            "unexpected end of the code",
            Math.max(1, lines.size()),
            lines.isEmpty() ? 1 : lines.getLast().length() + 1)
        : problem;
  }

  private String whereImported(String module) {
    List<String> lines = order.code().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int column =
          Math.max(
              lines.get(i).indexOf("'" + module + "'"), lines.get(i).indexOf('"' + module + '"'));
      if (column >= 0) {
        return "    at agent.js:%d:%d".formatted(i + 1, column + 1);
      }
    }
    return "";
  }

  private String outOfMemory() {
    return "The code needs more than the %d MiB of memory it may have"
        .formatted(order.limits().memoryMiB());
  }

  private static String noModule(String name) {
    return "Cannot import '%s': the sandbox has no modules".formatted(name);
  }

  private static String stack(String headline, String frames) {
    return frames.isEmpty() ? headline : headline + "\n" + frames;
  }

  private static String text(Memory memory, int address, int size) {
    return new String(memory.readBytes(address, size), UTF_8);
  }

  private EngineImage.Engine engine() {
    EngineImage.Engine started = engine;
    if (started == null) {
      throw new IllegalStateException("The engine called the host before it was started");
    }
    return started;
  }

  /** Leaves the engine for good: what it would still do can no longer matter. */
  private static final class Ended extends RuntimeException {

    private final transient Ending ending;

    private Ended(Ending ending) {
      super("The execution has ended", null, false, false);
      this.ending = ending;
    }
  }

  /** Keeps the beginning of what the engine says when it gives up. */
  private static final class Diagnostics extends OutputStream {

    private static final int MOST_BYTES = 16 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      if (kept.size() < MOST_BYTES) {
        kept.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      kept.write(bytes, offset, Math.min(length, MOST_BYTES - kept.size()));
    }

    @Override
    public String toString() {
      return kept.toString(UTF_8);
    }
  }
}
