package dev.agentledger.benchmarks.product;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentledger.benchmarks.measure.CpuMeter;
import dev.agentledger.benchmarks.measure.Passes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rebuilds of projections as operators order them: filled, compared and switched. */
public final class Rebuilds {

  /** The program itself says when a rebuild began and ended. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** What an idle program may use of a second. */
  private static final long CALM_NANOS = Duration.ofMillis(150).toNanos();

  private final Program program;
  private final long events;

  /**
   * @param events how many the log has
   */
  public Rebuilds(Program program, long events) {
    this.program = program;
    this.events = events;
  }

  /** Waits until every projection has had the whole log. */
  public void awaitAll() throws Exception {
    program.await("the end of the log in every projection", BETWEEN_LOOKS, this::hasCaughtUp);
  }

  /** Waits until nothing else goes through the log either, such as processes that react to it. */
  public void awaitCalm(CpuMeter cpu) throws Exception {
    program.await("calm", Duration.ZERO, () -> isCalm(cpu));
  }

  private static boolean isCalm(CpuMeter cpu) throws InterruptedException {
    var before = cpu.now();
    Thread.sleep(Duration.ofSeconds(1));
    return cpu.now().since(before).programNanos() < CALM_NANOS;
  }

  /** Rebuilds these at once, from the order of the first to the switch of the last. */
  public Passes.Done once(String... projections) throws Exception {
    var addresses = new ArrayList<String>();
    for (var projection : projections) {
      var address = "/api/v1/projections/%s/rebuilds".formatted(projection);
      var rebuild = program.post(address, "{}");
      addresses.add("%s/%s".formatted(address, rebuild.path("rebuildId").asText()));
    }
    var views = new ArrayList<JsonNode>();
    for (var address : addresses) {
      program.await(
          "the end of a rebuild", BETWEEN_LOOKS, () -> program.get(address).hasNonNull("endedAt"));
      views.add(program.get(address));
    }
    return new Passes.Done(events * projections.length, duration(views).toNanos());
  }

  private boolean hasCaughtUp() throws Exception {
    for (var projection : program.get("/api/v1/projections").path("items")) {
      if (projection.path("lagEvents").asLong() > 0) {
        return false;
      }
    }
    return true;
  }

  private static Duration duration(List<JsonNode> views) {
    for (var view : views) {
      if (!view.path("state").asText().equals("switched")) {
        throw new IllegalStateException("A rebuild ended as " + view);
      }
    }
    return Duration.between(
        moments(views, "startedAt").min(Instant::compareTo).orElseThrow(),
        moments(views, "endedAt").max(Instant::compareTo).orElseThrow());
  }

  private static Stream<Instant> moments(List<JsonNode> views, String name) {
    return views.stream().map(view -> Instant.parse(view.path(name).asText()));
  }
}
