package dev.agentledger.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once from their Maven artifact.
 *
 * <p>The artifact's own launcher is made for tests: it runs without fsync, lets everybody in and
 * deletes old data. So only the archive is taken from it.
 */
final class PostgresBinaries {

  private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(5);

  private final Path root;

  private PostgresBinaries(Path root) {
    this.root = root;
  }

  static PostgresBinaries unpackedIn(Path directory) throws IOException {
    var archive = archive();
    var root = directory.resolve("postgresql-" + checksum(archive));
    if (!Files.isDirectory(root)) {
      log.info("Unpacking PostgreSQL into {}", root);
      Files.createDirectories(directory, LedgerHome.forOwnerOnly("rwx------"));
      var unfinished = directory.resolve(root.getFileName() + ".part");
      FileSystemUtils.deleteRecursively(unfinished);
      unpack(archive, unfinished);
      Files.move(unfinished, root, ATOMIC_MOVE);
    }
    return new PostgresBinaries(root);
  }

  /** The version that decides whether a data directory can be read, for example 18. */
  String majorVersion() throws IOException {
    try (var lines = Files.lines(root.resolve("share/postgresql/postgres.bki"))) {
      return lines.findFirst().orElse("").replace("# PostgreSQL", "").strip();
    }
  }

  /** Runs one of the programs to its end, with a line in the log when it takes its time. */
  Outcome run(String doing, String input, String program, String... arguments) throws IOException {
    var process = process(program, arguments);
    try {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      var waiting = 0L;
      while (!process.waitFor(BETWEEN_SIGNS_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
        waiting += BETWEEN_SIGNS_OF_LIFE.toSeconds();
        log.info("{}: {} s so far", doing, waiting);
      }
      var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Outcome(process.exitValue(), output);
    } catch (InterruptedException interruption) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(doing + " was interrupted", interruption);
    }
  }

  /** How a program ended and what it said. */
  record Outcome(int exitCode, String output) {

    boolean isSuccess() {
      return exitCode == 0;
    }
  }

  private Process process(String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (isRootOnLinux()) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(root.resolve("bin").resolve(isWindows() ? program + ".exe" : program).toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  static boolean isRootOnLinux() {
    return systemName().equals("Linux") && "root".equals(System.getProperty("user.name"));
  }

  private static boolean isWindows() {
    return systemName().equals("Windows");
  }

  private static byte[] archive() throws IOException {
    var system = systemName();
    var hardware = System.getProperty("os.arch");
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, hardware)) {
      return archive.readAllBytes();
    } catch (IllegalStateException missing) {
      throw new DatabaseNotReady(
          "There is no embedded PostgreSQL for %s on %s".formatted(system, hardware),
          "Use a PostgreSQL of your own with LEDGER_DATABASE_URL, LEDGER_DATABASE_USER and "
              + "LEDGER_DATABASE_PASSWORD.",
          missing);
    }
  }

  private static String systemName() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "Windows";
    }
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  /** Tells one version of the archive from another; a cryptographic digest costs each start. */
  private static String checksum(byte[] archive) {
    var checksum = new CRC32();
    checksum.update(archive);
    return "%08x%08x".formatted(archive.length, checksum.getValue());
  }

  private static void unpack(byte[] archive, Path directory) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, directory);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path directory)
      throws IOException {
    var target = directory.resolve(entry.getName()).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException("The archive leaves its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if (target.startsWith(directory.resolve("bin")) && !target.toFile().setExecutable(true)) {
        throw new IOException("Cannot be made executable: " + target);
      }
    }
  }
}
