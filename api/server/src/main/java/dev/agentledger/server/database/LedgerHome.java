package dev.agentledger.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by one process at a time.
 *
 * <p>The hold is a lock of the operating system, which lets go of it when the process dies in
 * whatever way, so there is no stale lock to clean up.
 */
final class LedgerHome implements AutoCloseable {

  /** Where the one locked byte is: far from the process id, which others must be able to read. */
  private static final long LOCKED_BYTE = 1L << 30;

  /**
   * Homes held by this JVM. A second look at the lock file from the same process would drop the
   * lock when it is closed, as POSIX has it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private LedgerHome(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the directory if need be and takes hold of it, or says who has it. */
  static LedgerHome open(Path directory) {
    var absolute = directory.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute, forOwnerOnly("rwx------"));
      }
      var path = absolute.toRealPath();
      if (!HELD.add(path)) {
        throw inUse(path, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        return new LedgerHome(path, locked(path));
      } catch (IOException | RuntimeException failure) {
        HELD.remove(path);
        throw failure;
      }
    } catch (IOException failure) {
      throw new DatabaseNotReady(
          "The data directory %s cannot be used: %s".formatted(absolute, failure),
          "Make it writable for the user %s, or name another with LEDGER_HOME."
              .formatted(System.getProperty("user.name")),
          failure);
    }
  }

  Path path() {
    return path;
  }

  /** The name of this directory's node, made once. */
  NodeId nodeId(Supplier<String> made) {
    return new NodeId(keep("node-id", made));
  }

  /** A short text that is made once and then stays, readable for its owner only. */
  String keep(String name, Supplier<String> made) {
    var file = path.resolve(name);
    try {
      if (!Files.exists(file)) {
        writeOnce(file, made.get());
      }
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new DatabaseNotReady(
          "%s cannot be read or written: %s".formatted(file, failure),
          "Check its owner and the free space of its disk.",
          failure);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new DatabaseNotReady(
          "The lock on %s could not be released: %s".formatted(path, failure),
          "It ends with the process.",
          failure);
    } finally {
      HELD.remove(path);
    }
  }

  static FileAttribute<?>[] forOwnerOnly(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static FileChannel locked(Path path) throws IOException {
    var file = path.resolve("lock");
    var channel = FileChannel.open(file, Set.of(CREATE, WRITE), forOwnerOnly("rw-------"));
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(path, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return channel;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static DatabaseNotReady inUse(Path path, String holder) {
    return new DatabaseNotReady(
        "The data directory %s is in use by another Agent Ledger, process %s"
            .formatted(path, holder),
        "Stop process %s, or give this one a directory of its own with LEDGER_HOME."
            .formatted(holder));
  }

  /** Complete or absent, whenever the machine stops. */
  private static void writeOnce(Path file, String text) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try (var channel =
        FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), forOwnerOnly("rw-------"))) {
      ByteBuffer rest = UTF_8.encode(text + "\n");
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, ATOMIC_MOVE);
  }
}
