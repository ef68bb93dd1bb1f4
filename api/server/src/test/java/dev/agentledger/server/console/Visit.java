package dev.agentledger.server.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one test did in the browser, and what went wrong there though nobody looked. */
final class Visit {

  private final BrowserContext context;
  private final List<String> said = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  Visit(BrowserContext context) {
    this.context = context;
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> note("uncaught: " + error.error()));
    context.onRequestFailed(this::hearOfNoAnswer);
    context.onResponse(this::hearOfAnswer);
  }

  Page newPage() {
    return context.newPage();
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Keeps what the pages look like, and what their consoles said. */
  void keepAs(Path directory, String name) {
    try {
      Files.createDirectories(directory);
      for (var page : context.pages()) {
        var number = context.pages().indexOf(page) + 1;
        page.screenshot(
            new ScreenshotOptions()
                .setPath(directory.resolve("%s-%d.png".formatted(name, number)))
                .setFullPage(true));
        said.add("page %d ended at %s".formatted(number, page.url()));
      }
      Files.write(directory.resolve(name + ".log"), said);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void end() {
    context.close();
  }

  private void hear(ConsoleMessage message) {
    var text = "%s: %s (%s)".formatted(message.type(), message.text(), message.location());
    if (message.text().contains("Content Security Policy")) {
      note(text);
    } else {
      said.add(text);
    }
  }

  /** Whoever leaves a page or a stream ends its requests. */
  private void hearOfNoAnswer(Request request) {
    var text = "%s %s: %s".formatted(request.method(), request.url(), request.failure());
    if (request.failure().equals("net::ERR_ABORTED")) {
      said.add(text);
    } else {
      note(text);
    }
  }

  /** What the interface refuses is for the page to show; a fault, or a file that lacks, is not. */
  private void hearOfAnswer(Response response) {
    var refused = response.url().contains("/api/") || response.url().contains("/v1/");
    if (response.status() >= (refused ? 500 : 400)) {
      note("%s %s: %d".formatted(response.request().method(), response.url(), response.status()));
    }
  }

  private void note(String trouble) {
    said.add(trouble);
    wrong.add(trouble);
  }
}
