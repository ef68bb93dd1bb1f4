package dev.agentledger.benchmarks.measure;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Many at once who do their work without a pause, watched through windows of time. */
public final class Load implements AutoCloseable {

  /** Until what the others left behind is done, and everybody is at work. */
  private static final Duration TO_TAKE_TURNS = Duration.ofSeconds(1);

  private final LongAdder done = new LongAdder();
  private final Latencies latencies;
  private final boolean timesWork;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CpuMeter cpu;
  private final List<Work> works = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();

  private Load(Part part, Latencies latencies, boolean timesWork) throws Exception {
    this.cpu = part.cpu();
    this.latencies = latencies;
    this.timesWork = timesWork;
    for (var lane = 0; lane < part.atOnce(); lane++) {
      works.add(part.lanes().lane(lane));
    }
    works.forEach(work -> threads.execute(() -> repeat(work)));
  }

  /**
   * What so many at once do.
   *
   * @param unit what is counted
   * @param eventsInUnit how many events one unit is
   */
  public record Part(
      String what,
      String unit,
      double eventsInUnit,
      int atOnce,
      Work.Lanes lanes,
      Windows windows,
      CpuMeter cpu) {}

  /** Measures how many units a second are done. */
  public static Measurement measure(Part part) throws Exception {
    try (var load = of(part)) {
      return load.measured(part);
    }
  }

  /**
   * The same for work that tells by itself how long something took that matters.
   *
   * @param told what the work tells
   */
  public static Measurement measure(Part part, Latencies told) throws Exception {
    try (var load = new Load(part, told, false)) {
      return load.measured(part);
    }
  }

  /**
   * Measures two that are to be compared, window by window in turns, so that a machine which
   * changes its speed changes it for both.
   *
   * @param one says how many windows there are
   */
  public static List<Measurement> measureInTurns(Part one, Part other) throws Exception {
    try (var first = of(one);
        var second = of(other)) {
      first.takeTurn(one.windows().warmUp());
      second.takeTurn(other.windows().warmUp());
      var ofFirst = new ArrayList<Window>();
      var ofSecond = new ArrayList<Window>();
      for (var window = 0; window < one.windows().count(); window++) {
        ofFirst.add(first.takeTurn(one.windows().length()));
        ofSecond.add(second.takeTurn(other.windows().length()));
      }
      return List.of(measurement(one, ofFirst), measurement(other, ofSecond));
    }
  }

  private static Load of(Part part) throws Exception {
    return new Load(part, new Latencies(), true);
  }

  private void repeat(Work work) {
    try {
      while (true) {
        turn.join();
        if (over.get()) {
          return;
        }
        var start = System.nanoTime();
        var units = work.once();
        if (timesWork) {
          latencies.add(System.nanoTime() - start);
        }
        done.add(units);
      }
    } catch (Exception | Error broken) {
      failure.compareAndSet(null, broken);
      over.set(true);
    }
  }

  private Measurement measured(Part part) throws InterruptedException {
    var windows = part.windows();
    turn.complete(null);
    pause(windows.warmUp());
    var seen = new ArrayList<Window>();
    for (var window = 0; window < windows.count(); window++) {
      seen.add(window(windows.length()));
    }
    return measurement(part, seen);
  }

  private Window takeTurn(Duration length) throws InterruptedException {
    turn.complete(null);
    pause(TO_TAKE_TURNS);
    var seen = window(length);
    turn = new CompletableFuture<>();
    return seen;
  }

  private Window window(Duration length) throws InterruptedException {
    var begin = System.nanoTime();
    var doneBefore = done.sum();
    var latenciesBefore = latencies.now();
    var cpuBefore = cpu.now();
    pause(length);
    return new Window(
        System.nanoTime() - begin,
        done.sum() - doneBefore,
        latencies.now().since(latenciesBefore),
        cpu.now().since(cpuBefore));
  }

  private void pause(Duration length) throws InterruptedException {
    var end = System.nanoTime() + length.toNanos();
    for (var left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (over.get()) {
        throw new IllegalStateException("The work failed", failure.get());
      }
      Thread.sleep(Math.min(100, left / 1_000_000 + 1));
    }
  }

  /** Ends after what everybody is doing. */
  @Override
  public void close() throws IOException, SQLException {
    over.set(true);
    turn.complete(null);
    threads.close();
    for (var work : works) {
      work.close();
    }
  }

  private static Measurement measurement(Part part, List<Window> windows) {
    return new Measurement(
        part.what(),
        part.unit() + "/s",
        samples(windows.stream().map(Window::rate).toList()),
        part.eventsInUnit(),
        samples(windows.stream().map(window -> window.latencies.millis(0.5)).toList()).median(),
        samples(windows.stream().map(window -> window.latencies.millis(0.99)).toList()).median(),
        samples(windows.stream().map(window -> window.micros(window.cpu.programNanos())).toList())
            .median(),
        samples(windows.stream().map(window -> window.micros(window.cpu.databaseNanos())).toList())
            .median());
  }

  private static Samples samples(List<Double> values) {
    return new Samples(values);
  }

  /** What happened between two looks. */
  private record Window(long nanos, long done, Latencies.Counted latencies, CpuTime cpu) {

    double rate() {
      return done * 1e9 / nanos;
    }

    double micros(long cpuNanos) {
      return done == 0 ? 0 : cpuNanos / 1e3 / done;
    }
  }
}
