package dev.agentledger.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * On what was measured.
 *
 * @param loadBefore how busy the machine was before: the figures of a busy one mean little
 */
public record Machine(
    String processor, int cores, long memoryGib, String system, double loadBefore) {

  public static Machine here() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    var memory =
        system instanceof OperatingSystemMXBean known ? known.getTotalMemorySize() >> 30 : 0;
    return new Machine(
        processorName(),
        system.getAvailableProcessors(),
        memory,
        "%s %s".formatted(system.getName(), system.getVersion()),
        system.getSystemLoadAverage());
  }

  private static String processorName() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }

  @Override
  public String toString() {
    return "%s, %d cores shared by the program, PostgreSQL and the load, %d GiB, %s"
        .formatted(processor, cores, memoryGib, system);
  }
}
