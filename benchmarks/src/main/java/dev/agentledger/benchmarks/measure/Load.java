package dev.agentledger.benchmarks.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Many at once who do their work without a pause, watched through windows of time. */
public final class Load {

  private final LongAdder done = new LongAdder();
  private final Latencies latencies;
  private final boolean timesWork;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CpuMeter cpu;

  private Load(CpuMeter cpu, Latencies latencies, boolean timesWork) {
    this.cpu = cpu;
    this.latencies = latencies;
    this.timesWork = timesWork;
  }

  /**
   * Measures how many units a second are done by so many at once.
   *
   * @param eventsInUnit how many events one unit is
   */
  public static Measurement measure(
      String what,
      String unit,
      double eventsInUnit,
      int atOnce,
      Work.Lanes lanes,
      Windows windows,
      CpuMeter cpu)
      throws Exception {
    var load = new Load(cpu, new Latencies(), true);
    return measurement(what, unit + "/s", eventsInUnit, load.run(atOnce, lanes, windows));
  }

  /**
   * The same for work that tells by itself how long something took that matters.
   *
   * @param told what the work tells
   */
  public static Measurement measure(
      String what,
      String unit,
      double eventsInUnit,
      int atOnce,
      Work.Lanes lanes,
      Windows windows,
      CpuMeter cpu,
      Latencies told)
      throws Exception {
    var load = new Load(cpu, told, false);
    return measurement(what, unit + "/s", eventsInUnit, load.run(atOnce, lanes, windows));
  }

  private List<Window> run(int atOnce, Work.Lanes lanes, Windows windows) throws Exception {
    var works = new ArrayList<Work>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var lane = 0; lane < atOnce; lane++) {
        works.add(lanes.lane(lane));
      }
      var begin = new CountDownLatch(1);
      works.forEach(work -> threads.execute(() -> repeat(work, begin)));
      begin.countDown();
      try {
        return watch(windows);
      } finally {
        over.set(true);
      }
    } finally {
      for (var work : works) {
        work.close();
      }
    }
  }

  private void repeat(Work work, CountDownLatch begin) {
    try {
      begin.await();
      while (!over.get()) {
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

  private List<Window> watch(Windows windows) throws InterruptedException {
    pause(windows.warmUp());
    var seen = new ArrayList<Window>();
    for (var window = 0; window < windows.count(); window++) {
      var begin = System.nanoTime();
      var doneBefore = done.sum();
      var latenciesBefore = latencies.now();
      var cpuBefore = cpu.now();
      pause(windows.length());
      seen.add(
          new Window(
              System.nanoTime() - begin,
              done.sum() - doneBefore,
              latencies.now().since(latenciesBefore),
              cpu.now().since(cpuBefore)));
    }
    return seen;
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

  private static Measurement measurement(
      String what, String unit, double eventsInUnit, List<Window> windows) {
    return new Measurement(
        what,
        unit,
        samples(windows.stream().map(Window::rate).toList()),
        eventsInUnit,
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
