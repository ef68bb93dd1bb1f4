package dev.agentledger.saga.sandbox;

import io.roastedroot.quickjs4j.core.JavyPluginModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.ValType;

/**
 * The started JavaScript engine, kept as an image of its memory, from which each execution gets an
 * engine of its own for the price of a copy.
 */
final class EngineImage {

  private static final int PAGES_PER_MIB = 1024 * 1024 / Memory.PAGE_SIZE;
  private static final int START_PAGES = 32 * PAGES_PER_MIB;

  private final byte[] memory;
  private final List<Long> globals;
  private final byte[] harness;

  private EngineImage(byte[] memory, List<Long> globals, byte[] harness) {
    this.memory = memory;
    this.globals = globals;
    this.harness = harness;
  }

  /** The one image of this process; made by the first call, which takes a moment. */
  static EngineImage get() {
    return Holder.IMAGE;
  }

  /**
   * An engine that has started and has run nothing yet.
   *
   * @param imports the only way out of the engine
   * @param diagnostics where the engine writes why it gave up
   */
  Engine start(int memoryMiB, WasmFunctionHandle imports, OutputStream diagnostics) {
    Engine engine = Engine.create(memoryMiB * PAGES_PER_MIB, imports, diagnostics);
    Memory linear = engine.instance().memory();
    int missing = memory.length / Memory.PAGE_SIZE - linear.pages();
    if (missing > 0) {
      linear.grow(missing);
    }
    linear.write(0, memory);
    for (int i = 0; i < globals.size(); i++) {
      GlobalInstance global = engine.instance().global(i);
      if (global.getMutabilityType() == MutabilityType.Var) {
        global.setValue(globals.get(i));
      }
    }
    return engine;
  }

  /** The harness, compiled. */
  byte[] harness() {
    return harness;
  }

  private static EngineImage make() {
    WasmFunctionHandle unreachable =
        (_, _) -> {
          throw new IllegalStateException("The engine called the host before any code ran");
        };
    try (Engine compiler =
            Engine.create(START_PAGES, unreachable, OutputStream.nullOutputStream());
        Engine engine = Engine.create(START_PAGES, unreachable, OutputStream.nullOutputStream())) {
      compiler.initialize();
      byte[] harness = compiler.bytecode(compiler.compile(source()));
      engine.initialize();
      Memory linear = engine.instance().memory();
      List<Long> globals = new ArrayList<>();
      for (int i = 0; i < engine.instance().globalCount(); i++) {
        globals.add(engine.instance().global(i).getValue());
      }
      return new EngineImage(
          linear.readBytes(0, linear.pages() * Memory.PAGE_SIZE), List.copyOf(globals), harness);
    }
  }

  private static String source() {
    try (InputStream harness = EngineImage.class.getResourceAsStream("harness.js")) {
      if (harness == null) {
        throw new IllegalStateException("The sandbox's harness.js is missing from the class path");
      }
      return new String(harness.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    // On a thread of its own: an interrupt of the first caller must not spoil the image for all.
    private static final EngineImage IMAGE =
        CompletableFuture.supplyAsync(
                EngineImage::make, Thread.ofPlatform().name("sandbox-image")::start)
            .join();
  }

  /** What the host wants to give to the engine does not fit into its memory. */
  static final class NoRoom extends RuntimeException {

    private NoRoom(WasmEngineException cause) {
      super("The engine has no room for what it is given", cause);
    }
  }

  /** One engine with a memory of its own. */
  record Engine(Instance instance, WasiPreview1 wasi, int mostPages) implements AutoCloseable {

    private static final FunctionType INVOKE =
        FunctionType.of(
            List.of(ValType.I32, ValType.I32, ValType.I32, ValType.I32, ValType.I32, ValType.I32),
            List.of(ValType.I32));

    private static Engine create(
        int mostPages, WasmFunctionHandle imports, OutputStream diagnostics) {
      // No directory, argument or variable is passed on: what is left of WASI is the clock and the
      // two output streams.
      WasiPreview1 wasi =
          WasiPreview1.builder()
              .withOptions(
                  WasiOptions.builder()
                      .withStdout(OutputStream.nullOutputStream(), false)
                      .withStderr(diagnostics, false)
                      .build())
              .build();
      Instance instance =
          Instance.builder(JavyPluginModule.load())
              .withMachineFactory(JavyPluginModule::create)
              .withMemoryFactory(
                  limits -> new ByteArrayMemory(new MemoryLimits(limits.initialPages(), mostPages)))
              .withImportValues(
                  ImportValues.builder()
                      .addFunction(wasi.toHostFunctions())
                      .addFunction(new HostFunction("endive", "invoke", INVOKE, imports))
                      .build())
              .build();
      return new Engine(instance, wasi, mostPages);
    }

    private void initialize() {
      instance.export("initialize_runtime").apply();
    }

    /** Compiles a module and answers the address of its address and length. */
    int compile(String source) {
      byte[] text = source.getBytes(StandardCharsets.UTF_8);
      return (int) instance.export("compileSrc").apply(place(text), text.length)[0];
    }

    private byte[] bytecode(int compiled) {
      Memory memory = instance.memory();
      return memory.readBytes(memory.readInt(compiled), memory.readInt(compiled + 4));
    }

    /** Runs a compiled module until nothing is left to do. */
    void evaluate(byte[] bytecode) {
      instance.export("eval").apply(place(bytecode), bytecode.length, 0, 0);
    }

    /**
     * Copies bytes into memory that the engine owns.
     *
     * @throws NoRoom if they do not fit
     */
    int place(byte[] bytes) {
      try {
        int address = (int) instance.export("cabi_realloc").apply(0, 0, 1, bytes.length)[0];
        instance.memory().write(address, bytes);
        return address;
      } catch (WasmInterruptedException interrupted) {
        throw interrupted;
      } catch (WasmEngineException refused) {
        throw new NoRoom(refused);
      }
    }

    /** Whether nearly all of the memory that is allowed is taken. */
    boolean exhausted() {
      return instance.memory().pages() >= mostPages - mostPages / 8;
    }

    @Override
    public void close() {
      wasi.close();
    }
  }
}
