package dev.agentledger.server.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine, driven with what the console's own packages hold. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

  /** Which browser to use, or {@code none}. */
  private static final String CHOICE = "ledger.browser";

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final Path DRIVER = Path.of("..", "console", "node_modules", "playwright-core");

  public static boolean isUnwanted() {
    return "none".equals(System.getProperty(CHOICE));
  }

  public static Chromium start() {
    var executable = executable();
    System.setProperty("playwright.cli.dir", driver().toString());
    var playwright =
        Playwright.create(
            new CreateOptions()
                .setEnv(
                    Map.of("PLAYWRIGHT_NODEJS_PATH", onThePath("node").orElseThrow().toString())));
    return new Chromium(
        playwright,
        playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable)));
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static Path executable() {
    return Optional.ofNullable(System.getProperty(CHOICE))
        .map(Path::of)
        .or(() -> NAMES.stream().flatMap(name -> onThePath(name).stream()).findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    """
                    The console is tested in a browser, and there is none of %s on the PATH.

                      apt-get install -y --no-install-recommends chromium fonts-dejavu-core

                    -D%s=<executable> names another one, -D%s=none leaves these tests out.\
                    """
                        .formatted(NAMES, CHOICE, CHOICE)));
  }

  private static Optional<Path> onThePath(String name) {
    return Stream.of(
            Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A directory of the form in which Playwright looks for its driver. */
  private static Path driver() {
    if (!Files.exists(DRIVER)) {
      throw new IllegalStateException(
          "The console's packages are not installed: ./mvnw -pl api/server -am process-classes");
    }
    try {
      var home = Files.createDirectories(Path.of("target", "playwright").toAbsolutePath());
      var link = home.resolve("package");
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, DRIVER.toRealPath());
      }
      return home;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
