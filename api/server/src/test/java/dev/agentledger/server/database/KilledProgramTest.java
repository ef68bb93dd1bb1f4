package dev.agentledger.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is left of a program that was killed, and what its successor makes of it. */
class KilledProgramTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private Path home;
  private Path output;
  private Process program;

  @BeforeEach
  void startProgramInAProcessOfItsOwn() throws IOException {
    home = TestDatabase.home(directory);
    output = directory.resolve("program.log");
    program = launch(output);
    await()
        .atMost(LIMIT)
        .failFast(() -> assertThat(program.isAlive()).as(Files.readString(output)).isTrue())
        .until(() -> reported(DatabaseProgram.COMMITTED).size() >= 50);
  }

  @AfterEach
  void leaveNoProcessBehind() throws IOException {
    program.destroyForcibly();
    serverOf(home).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void theNextStartStopsTheOrphanAndFindsEveryCommittedRow() throws Exception {
    var orphan = serverOf(home).orElseThrow();
    var nodeId = reported(DatabaseProgram.READY);

    program.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(orphan.isAlive()).as("the server outlives the killed program").isTrue();

    try (var successor = DatabaseProgram.start("ledger.home=" + home)) {
      await().atMost(LIMIT).until(() -> !orphan.isAlive());
      assertThat(serverOf(home)).get().isNotEqualTo(orphan);
      assertThat(rows(successor.getBean(JdbcTemplate.class)))
          .containsAll(reported(DatabaseProgram.COMMITTED).stream().map(Long::valueOf).toList());
      assertThat(successor.getBean(NodeId.class).value()).isEqualTo(nodeId.getFirst());
    }
  }

  @Test
  void theNextStartRecoversWhenTheServerWasKilledToo() throws Exception {
    program.destroyForcibly();
    serverOf(home).orElseThrow().destroyForcibly();
    program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);

    try (var successor = DatabaseProgram.start("ledger.home=" + home)) {
      assertThat(rows(successor.getBean(JdbcTemplate.class)))
          .containsAll(reported(DatabaseProgram.COMMITTED).stream().map(Long::valueOf).toList());
      assertThat(home.resolve("postgres.log"))
          .content()
          .contains("database system was not properly shut down");
    }
  }

  @Test
  void aSecondStartIsRefusedInWordsAndDoesNotDisturbTheFirst() throws Exception {
    var refused = directory.resolve("refused.log");

    var second = launch(refused);

    assertThat(second.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isNotZero();
    assertThat(Files.readString(refused))
        .contains("APPLICATION FAILED TO START")
        .contains(
            "The data directory %s is in use by another Agent Ledger, process %d"
                .formatted(home, program.pid()))
        .contains(
            "Stop process %d, or give this one a directory of its own with LEDGER_HOME."
                .formatted(program.pid()))
        .doesNotContain("\tat ");
    var committed = reported(DatabaseProgram.COMMITTED).size();
    await().atMost(LIMIT).until(() -> reported(DatabaseProgram.COMMITTED).size() > committed);
  }

  @Test
  void aProgramThatIsAskedToStopStopsItsServer() throws Exception {
    var server = serverOf(home).orElseThrow();

    program.destroy();

    assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().atMost(LIMIT).until(() -> !server.isAlive());
    assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(home.resolve("postgres.log")).content().contains("database system is shut down");
  }

  private Process launch(Path output) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DatabaseProgram.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LEDGER_HOME", home.toString());
    return builder.start();
  }

  /** Whole lines only: the last one may be cut by the kill. */
  private List<String> reported(String kind) throws IOException {
    var text = Files.readString(output, UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .toList();
  }

  private static List<Long> rows(JdbcTemplate jdbc) {
    return jdbc.queryForList("select number from wiring_proof", Long.class);
  }

  private static Optional<ProcessHandle> serverOf(Path home) throws IOException {
    var pidFile = home.resolve("postgres/postmaster.pid");
    return Files.exists(pidFile)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
        : Optional.empty();
  }
}
