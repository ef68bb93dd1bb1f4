package dev.agentledger.server.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program starts, restarts and refuses to start as the README says. */
class StartIT {

  private static final Pattern KEY = Pattern.compile("al_[A-Za-z0-9_-]{43}");

  @TempDir Path home;

  @Test
  void theFirstStartPrintsAnAdministratorKeyAndLaterStartsDoNot() {
    try (var program = new Program(home, Map.of(), Image.jar())) {
      program.start();
      assertThat(KEY.matcher(program.output()).results()).isNotEmpty();
      assertThat(program.output()).contains(program.url());
      program.stop();

      program.start();
      assertThat(KEY.matcher(program.output()).results()).isEmpty();
      assertThat(program.output()).contains(program.url());
    }
  }

  @Test
  void whatWasAcceptedBeforeAKillIsThereAfterTheNextStart() {
    try (var program = new Program(home).start()) {
      program.post("/api/v1/agents", Runs.ECHO);
      program.kill();

      program.start();

      assertThat(program.get("/api/v1/agents/echo").path("slug").asText()).isEqualTo("echo");
    }
  }

  @Test
  void aSecondStartOnTheSameHomeIsRefusedInOneSentence() {
    try (var first = new Program(home).start();
        var second = new Program(home)) {
      second.launch();
      second.awaitEnd();

      assertThat(second.process().exitValue()).isNotZero();
      assertThat(second.output())
          .contains(Long.toString(first.process().pid()))
          .doesNotContain("\tat ");
      assertThat(first.get("/api/v1/agents").path("items")).isNotNull();
    }
  }
}
