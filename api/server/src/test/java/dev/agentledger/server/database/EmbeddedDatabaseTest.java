package dev.agentledger.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL by itself: first start, restart, and what stands in its way. */
class EmbeddedDatabaseTest {

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void makeHome() {
    home = TestDatabase.home(directory);
  }

  @Test
  void unpacksItsProgramsAtTheFirstStart() throws Exception {
    var untouched = directory.resolve("untouched").resolve(".ledger");

    try (var database = EmbeddedDatabase.start(untouched)) {
      assertThat(query(database.address(), "select 1")).isEqualTo("1");
      assertThat(permissions(untouched)).isEqualTo("rwx------");
    }
  }

  @Test
  void keepsRowsAndNodeIdOverARestart() throws Exception {
    NodeId nodeId;
    try (var database = EmbeddedDatabase.start(home)) {
      nodeId = database.nodeId();
      execute(database.address(), "create table kept as select 'still here' as text");
    }

    try (var database = EmbeddedDatabase.start(home)) {
      assertThat(query(database.address(), "select text from kept")).isEqualTo("still here");
      assertThat(database.nodeId()).isEqualTo(nodeId);
    }
  }

  @Test
  void isStartedAgainWhereItWasWhenItEndsByItself() throws Exception {
    try (var database = EmbeddedDatabase.start(home)) {
      execute(database.address(), "create table kept as select 'still here' as text");
      var server =
          Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst());

      ProcessHandle.of(server).orElseThrow().destroyForcibly();

      await("the server is back")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> query(database.address(), "select text from kept").equals("still here"));
    }
  }

  @Test
  void isDurableSpeaksUtf8AndLivesInUtc() throws Exception {
    try (var database = EmbeddedDatabase.start(home)) {
      var expected =
          Map.of(
              "fsync", "on",
              "synchronous_commit", "on",
              "full_page_writes", "on",
              "data_checksums", "on",
              "listen_addresses", "127.0.0.1",
              "unix_socket_directories", "",
              "server_encoding", "UTF8",
              "log_timezone", "UTC");
      for (var setting : expected.entrySet()) {
        assertThat(query(database.administration(), "show " + setting.getKey()))
            .as(setting.getKey())
            .isEqualTo(setting.getValue());
      }
      assertThat(query(database.address(), "select lower('\u00c4GYPTEN')"))
          .isEqualTo("\u00e4gypten");
      assertThat(
              query(
                  database.address(),
                  "select datlocprovider::text || ' ' || datlocale from pg_database"
                      + " where datname = current_database()"))
          .isEqualTo("b C.UTF-8");
    }
  }

  @Test
  void keepsSecretsInFilesThatOnlyTheirOwnerCanRead() throws Exception {
    try (var database = EmbeddedDatabase.start(home)) {
      assertThat(database.secrets().keep("master-key", () -> "first")).contains("first");
      assertThat(database.secrets().keep("master-key", () -> "second")).contains("first");
    }
    assertThat(permissions(home.resolve("master-key"))).isEqualTo("rw-------");
  }

  @Test
  void letsNobodyInWithoutThePasswordThatOnlyItsOwnerCanRead() throws Exception {
    try (var database = EmbeddedDatabase.start(home)) {
      for (var user : new String[] {PostgresCluster.OWNER, PostgresCluster.SUPERUSER}) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(database.address().jdbcUrl(), user, "guessed"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("password authentication failed");
      }
      assertThat(
              query(
                  database.administration(),
                  "select rolpassword from pg_authid where rolname = 'ledger'"))
          .startsWith("SCRAM-SHA-256$");
      assertThat(query(database.address(), "select usesuper from pg_user where usename = user"))
          .isEqualTo("f");
    }
    assertThat(permissions(home.resolve("postgres.password"))).isEqualTo("rw-------");
    assertThat(permissions(home.resolve("postgres"))).isEqualTo("rwx------");
  }

  @Test
  void isNotHinderedByAPidFileWhosePidBelongsToAnotherProgramNow() throws Exception {
    EmbeddedDatabase.start(home).close();
    var bystander = new ProcessBuilder("sleep", "600").start();
    try {
      writePidFile(bystander.pid());

      try (var database = EmbeddedDatabase.start(home)) {
        assertThat(query(database.address(), "select 1")).isEqualTo("1");
      }

      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void isNotHinderedByAPidFileOfAPostgresOnAnotherDirectory() throws Exception {
    EmbeddedDatabase.start(home).close();
    try (var neighbour = EmbeddedDatabase.start(TestDatabase.home(directory))) {
      writePidFile(
          Long.parseLong(
              query(
                  neighbour.administration(),
                  "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")));

      try (var database = EmbeddedDatabase.start(home)) {
        assertThat(query(database.address(), "select 1")).isEqualTo("1");
      }

      assertThat(query(neighbour.address(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void startsAgainAfterACreationThatWasCutShort() throws Exception {
    var leftover = Files.createDirectory(home.resolve("postgres.new-of-a-killed-start"));
    Files.writeString(leftover.resolve("PG_VERSION"), "18\n");

    try (var database = EmbeddedDatabase.start(home)) {
      assertThat(query(database.address(), "select 1")).isEqualTo("1");
    }

    assertThat(leftover).doesNotExist();
  }

  @Test
  void isHeldByOneDatabaseAtATime() {
    try (var _ = EmbeddedDatabase.start(home)) {
      for (var attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(() -> EmbeddedDatabase.start(home))
            .isInstanceOf(DatabaseNotReady.class)
            .hasMessage(
                "The data directory %s is in use by another Agent Ledger, process %d",
                home, ProcessHandle.current().pid());
      }
    }
    EmbeddedDatabase.start(home).close();
  }

  @Test
  void saysThatTheDataDirectoryIsOfAnotherVersion() throws Exception {
    EmbeddedDatabase.start(home).close();
    Files.writeString(home.resolve("postgres/PG_VERSION"), "17\n");

    assertThatThrownBy(() -> EmbeddedDatabase.start(home))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessage(
            "The data in %s is of PostgreSQL 17, but PostgreSQL 18 is embedded",
            home.resolve("postgres"));
  }

  @Test
  void saysThatTheHomeCannotBeUsed() throws Exception {
    var file = Files.createFile(directory.resolve("a-file"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(file.resolve("home")))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining(
            "The data directory %s cannot be used".formatted(file.resolve("home")));
  }

  @Test
  void saysThatSomethingElseIsWhereTheDataShouldBe() throws Exception {
    Files.writeString(Files.createDirectory(home.resolve("postgres")).resolve("letter"), "Dear");

    assertThatThrownBy(() -> EmbeddedDatabase.start(home))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessage(
            "%s is not empty, but not a data directory of PostgreSQL either",
            home.resolve("postgres"));
    assertThat(home.resolve("postgres/letter")).hasContent("Dear");
  }

  @Test
  void saysThatThePasswordFileIsNotTheOneOfTheData() throws Exception {
    EmbeddedDatabase.start(home).close();
    Files.writeString(home.resolve("postgres.password"), "of another home");

    assertThatThrownBy(() -> EmbeddedDatabase.start(home))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining("lets nobody in");
    assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void saysWhatPostgresSaysWhenItDoesNotStart() throws Exception {
    EmbeddedDatabase.start(home).close();
    Files.delete(home.resolve("postgres/global/pg_control"));

    assertThatThrownBy(() -> EmbeddedDatabase.start(home))
        .isInstanceOf(DatabaseNotReady.class)
        .hasMessageContaining("The embedded PostgreSQL does not start: ")
        .hasMessageContaining("could not find the database system");
  }

  private void writePidFile(long pid) throws IOException {
    Files.writeString(
        home.resolve("postgres/postmaster.pid"),
        "%d\n%s\n1700000000\n5432\n\n127.0.0.1\n   123456        42\nready\n"
            .formatted(pid, home.resolve("postgres")));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void execute(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(DatabaseAddress address, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
