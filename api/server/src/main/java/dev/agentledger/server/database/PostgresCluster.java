package dev.agentledger.server.database;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A data directory of PostgreSQL and the server that runs on it.
 *
 * <p>A JVM that is killed leaves its server running. Such an orphan is stopped and started anew
 * rather than adopted: its sessions may still hold locks and half-done work of the dead process,
 * and its port, settings and version are those of another start. A fast shutdown rolls all of that
 * back, keeps every commit and takes well under a second. The caller holds the {@link LedgerHome},
 * so the orphan cannot belong to anyone alive.
 */
final class PostgresCluster {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "ledger";
  static final String DATABASE = "ledger";

  private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);
  private static final int TRIES = 3;
  private static final int LAST_LINES = 4;

  /** Recovery after a crash may take minutes; it must not be cut short. */
  private static final String START_LIMIT_SECONDS = "900";

  private static final String STOP_LIMIT_SECONDS = "60";

  private final PostgresBinaries binaries;
  private final Path home;
  private final Path data;
  private final Path serverLog;

  PostgresCluster(PostgresBinaries binaries, Path home) {
    this.binaries = binaries;
    this.home = home;
    this.data = home.resolve("postgres");
    this.serverLog = home.resolve("postgres.log");
  }

  /** Makes the data directory if there is none: complete or not at all. */
  void create(String password) throws IOException {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    if (Files.exists(data) && !isEmpty(data)) {
      throw new DatabaseNotReady(
          "%s is not empty, but not a data directory of PostgreSQL either".formatted(data),
          "Move it away, or name another directory with LEDGER_HOME.");
    }
    removeUnfinished();
    log.info("Creating the embedded PostgreSQL in {}", data);
    var unfinished = home.resolve("postgres.new-" + UUID.randomUUID());
    var passwordFile = home.resolve("postgres.password");
    expectSuccess(
        binaries.run(
            "Creating the data directory",
            "",
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + SUPERUSER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8"));
    // The program itself is no superuser: it owns its database and can do nothing beside it.
    expectSuccess(
        binaries.run(
            "Creating the database",
            """
            CREATE ROLE %1$s LOGIN PASSWORD '%3$s'
            CREATE DATABASE %2$s OWNER %1$s
            """
                .formatted(OWNER, DATABASE, password),
            "postgres",
            "--single",
            "-D",
            unfinished.toString(),
            "-c",
            "exit_on_error=on",
            "postgres"));
    Files.move(unfinished, data, ATOMIC_MOVE);
  }

  /** A data directory of another major version can be neither read nor upgraded here. */
  void expectSameVersion() throws IOException {
    var found = Files.readString(data.resolve("PG_VERSION")).strip();
    var expected = binaries.majorVersion();
    if (!found.equals(expected)) {
      throw new DatabaseNotReady(
          "The data in %s is of PostgreSQL %s, but PostgreSQL %s is embedded"
              .formatted(data, found, expected),
          "Dump it with PostgreSQL %s and load it into a new data directory, or start the version "
                  .formatted(found)
              + "of Agent Ledger that wrote it.");
    }
  }

  /** Starts the server on a free port and returns it. */
  int start() throws IOException {
    return start(PostgresCluster::freePort);
  }

  /** Starts the server where its clients look for it. */
  void startAgain(int port) throws IOException {
    start(() -> port);
  }

  boolean isRunning() throws IOException {
    return processNamedIn(data.resolve("postmaster.pid")).filter(this::isServerHere).isPresent();
  }

  private int start(Ports ports) throws IOException {
    stopOrphan();
    for (var tries = 1; ; tries++) {
      var port = ports.next();
      configure(port);
      keepLastLog();
      var outcome =
          binaries.run(
              "Starting PostgreSQL (it may be recovering what a crash left)",
              "",
              "pg_ctl",
              "start",
              "--silent",
              "--wait",
              "--timeout=" + START_LIMIT_SECONDS,
              "--pgdata=" + data,
              "--log=" + serverLog);
      if (outcome.isSuccess()) {
        return port;
      }
      var reason = reasonOf(outcome);
      if (tries == TRIES) {
        throw new DatabaseNotReady(
            "The embedded PostgreSQL does not start: " + reason, advice(serverLog));
      }
      // Another program may have taken the port, or the last backend of a killed server be about
      // to end.
      log.info("PostgreSQL did not start ({}); trying again", reason);
      stopOrphan();
    }
  }

  /** Stops the server: open transactions are rolled back, nothing committed is lost. */
  void stop() throws IOException {
    if (!isRunning()) {
      return;
    }
    var outcome = stop("fast");
    if (!outcome.isSuccess()) {
      log.warn(
          "PostgreSQL did not stop in {} s; ending it, its next start recovers from the log",
          STOP_LIMIT_SECONDS);
      expectSuccess(stop("immediate"));
    }
  }

  private PostgresBinaries.Outcome stop(String mode) throws IOException {
    return binaries.run(
        "Stopping PostgreSQL",
        "",
        "pg_ctl",
        "stop",
        "--silent",
        "--wait",
        "--timeout=" + STOP_LIMIT_SECONDS,
        "--mode=" + mode,
        "--pgdata=" + data);
  }

  private void stopOrphan() throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    var named = processNamedIn(pidFile);
    if (named.isEmpty()) {
      return; // PostgreSQL itself clears away the file of a process that is gone
    }
    var process = named.orElseThrow();
    if (isServerHere(process)) {
      log.info("Found an orphaned PostgreSQL (pid {}) on {}; stopping it", process.pid(), data);
      stop();
    } else {
      // PostgreSQL only looks whether the process exists and would refuse to start.
      log.info(
          "Process {} is no PostgreSQL on {}; removing a stale {}", process.pid(), data, pidFile);
      Files.deleteIfExists(pidFile);
    }
  }

  private static Optional<ProcessHandle> processNamedIn(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(pid -> pid.matches("\\d{1,10}"))
          .map(Long::parseLong)
          .flatMap(ProcessHandle::of);
    }
  }

  private boolean isServerHere(ProcessHandle process) {
    var program = process.info().command().map(Path::of).map(path -> path.getFileName().toString());
    if (program.filter(name -> name.startsWith("postgres")).isEmpty()) {
      return false;
    }
    var workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    if (Files.exists(workingDirectory, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return Files.isSameFile(workingDirectory, data); // a server works in its data directory
      } catch (IOException _) {
        return false;
      }
    }
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(data.toString()))
        .orElse(true);
  }

  /** Both files are ours and written anew: they hold what this version of the program needs. */
  private void configure(int port) throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        """
        # Written by Agent Ledger at each start. To change a setting use ALTER SYSTEM.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 100
        shared_buffers = '128MB'
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        timezone = 'UTC'
        log_timezone = 'UTC'
        jit = off
        # Errors of statements are answers to the program, which logs them where it matters.
        log_min_messages = 'log'
        log_checkpoints = off
        """
            .formatted(port));
    Files.writeString(
        data.resolve("pg_hba.conf"),
        """
        # Written by Agent Ledger at each start.
        host all all 127.0.0.1/32 scram-sha-256
        """);
  }

  private void keepLastLog() throws IOException {
    if (Files.exists(serverLog)) {
      Files.move(serverLog, home.resolve("postgres.log.1"), REPLACE_EXISTING);
    }
  }

  private String reasonOf(PostgresBinaries.Outcome outcome) throws IOException {
    if (!Files.exists(serverLog)) {
      return outcome.output();
    }
    var said = Files.readAllLines(serverLog);
    var fatal =
        said.stream()
            .dropWhile(line -> !line.contains("FATAL:") && !line.contains("PANIC:"))
            .limit(2) // with the hint or detail that follows
            .toList();
    var telling =
        fatal.isEmpty() ? said.subList(Math.max(0, said.size() - LAST_LINES), said.size()) : fatal;
    return telling.isEmpty() ? outcome.output() : String.join(" ", telling);
  }

  private void expectSuccess(PostgresBinaries.Outcome outcome) {
    if (!outcome.isSuccess()) {
      throw new DatabaseNotReady(
          "The embedded PostgreSQL cannot be set up in %s: %s".formatted(home, outcome.output()),
          advice(home));
    }
  }

  private static String advice(Path place) {
    return PostgresBinaries.isRootOnLinux()
        ? "See %s. If the system forbids user namespaces to root, start as an ordinary user."
            .formatted(place)
        : "See %s, and check the free space of its disk.".formatted(place);
  }

  private void removeUnfinished() throws IOException {
    try (var leftovers = Files.newDirectoryStream(home, "postgres.new-*")) {
      for (var leftover : leftovers) {
        FileSystemUtils.deleteRecursively(leftover);
      }
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Where a try to start the server may listen. */
  private interface Ports {

    int next() throws IOException;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
