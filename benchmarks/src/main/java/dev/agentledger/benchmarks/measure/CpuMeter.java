package dev.agentledger.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads how much processor time the program and its PostgreSQL have used. */
public final class CpuMeter {

  /** What Linux counts in is a hundredth of a second on every platform that we know. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER = 11;
  private static final int ENDED_CHILDREN_SYSTEM = 14;
  private static final int SYSTEM = 12;

  private final long program;
  private final long postmaster;

  private CpuMeter(long program, long postmaster) {
    this.program = program;
    this.postmaster = postmaster;
  }

  /** Of this JVM and the PostgreSQL with that postmaster. */
  public static CpuMeter ofThisProgram(long postmaster) {
    return new CpuMeter(ProcessHandle.current().pid(), postmaster);
  }

  /** Of another JVM and the PostgreSQL with that postmaster. */
  public static CpuMeter of(ProcessHandle program, long postmaster) {
    return new CpuMeter(program.pid(), postmaster);
  }

  public CpuTime now() {
    return new CpuTime(programNanos(), databaseNanos());
  }

  private long programNanos() {
    if (program == ProcessHandle.current().pid()
        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      return system.getProcessCpuTime();
    }
    return ticks(program, SYSTEM) * NANOS_PER_TICK;
  }

  /** Sessions that have ended are in the postmaster's account of its children. */
  private long databaseNanos() {
    var sessions =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(process -> ticks(process.pid(), SYSTEM))
            .sum();
    return (sessions + ticks(postmaster, ENDED_CHILDREN_SYSTEM)) * NANOS_PER_TICK;
  }

  private static long ticks(long process, int lastField) {
    try {
      var line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return Stream.of(fields)
          .skip(USER)
          .limit(lastField - USER + 1)
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IOException _) {
      return 0; // it has ended, or the system tells such things elsewhere
    }
  }
}
