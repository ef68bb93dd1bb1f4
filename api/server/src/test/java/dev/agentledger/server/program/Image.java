package dev.agentledger.server.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The program as its container image holds it: unpacked, with a cache of its classes from one start
 * for training, so that each later start costs a third.
 */
final class Image {

  private static final Path JAR = Path.of(System.getProperty("ledger.program"));
  private static final Path FOLDER = JAR.resolveSibling("image");
  private static final Path CACHE = FOLDER.resolve("agent-ledger.aot");

  private Image() {}

  /** What follows the options of the JVM. */
  static synchronized List<String> command() {
    try {
      if (!isOf(JAR)) {
        make();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return List.of("-XX:AOTCache=" + CACHE, "-jar", program());
  }

  /** The jar as the build makes it. */
  static List<String> jar() {
    return List.of("-jar", JAR.toString());
  }

  private static boolean isOf(Path jar) throws IOException {
    return Files.exists(CACHE)
        && Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static void make() throws IOException {
    FileSystemUtils.deleteRecursively(FOLDER);
    run(List.of("-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", "image"));
    var training = FOLDER.resolve("training");
    run(
        List.of(
            "@" + Program.options(),
            "-XX:AOTCacheOutput=" + CACHE,
            "-Xlog:aot=error",
            "-Dspring.context.exit=onRefresh",
            "-Dledger.home=" + training,
            "-jar",
            program()));
    FileSystemUtils.deleteRecursively(training);
  }

  private static String program() {
    return FOLDER.resolve(JAR.getFileName()).toString();
  }

  private static void run(List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of(Program.java()));
    command.addAll(arguments);
    var output = JAR.resolveSibling("image.log");
    var process =
        new ProcessBuilder(command)
            .directory(JAR.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("No image can be made: " + Files.readString(output));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
