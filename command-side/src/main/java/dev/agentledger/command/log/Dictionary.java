package dev.agentledger.command.log;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The small integers by which the log names contracts and stream types.
 *
 * <p>A word keeps its number for ever, so what a node has once read stays right, whatever other
 * nodes add.
 */
final class Dictionary {

  /** A contract in one revision, or a stream type, which has none. */
  record Word(String name, String revision) {}

  private final JdbcClient database;
  private final Map<Word, Short> ids = new ConcurrentHashMap<>();
  private final Map<Short, Word> words = new ConcurrentHashMap<>();

  Dictionary(DataSource database) {
    this.database = JdbcClient.create(new OutsideTransactions(database));
  }

  short idOfStreamType(String type) {
    return idOf(new Word(type, ""));
  }

  short idOfContract(String name, @Nullable String revision) {
    return idOf(new Word(name, Objects.requireNonNullElse(revision, "")));
  }

  Word word(short id) {
    var known = words.get(id);
    if (known == null) {
      read();
      known = words.get(id);
    }
    return Objects.requireNonNull(known, () -> "The dictionary has no word " + id);
  }

  /** The numbers of the words that are known here and that are none of these. */
  Short[] otherThan(Predicate<Word> these) {
    if (words.isEmpty()) {
      read();
    }
    return words.entrySet().stream()
        .filter(known -> !these.test(known.getValue()))
        .map(Map.Entry::getKey)
        .toArray(Short[]::new);
  }

  private short idOf(Word word) {
    var known = ids.get(word);
    if (known == null) {
      // Looked up first: an insert that conflicts uses up one of the few numbers.
      read();
      known = ids.get(word);
    }
    if (known == null) {
      database
          .sql(
              """
              insert into dictionary (name, revision) values (:name, :revision)
              on conflict (name, revision) do nothing
              """)
          .param("name", word.name())
          .param("revision", word.revision())
          .update();
      read();
      known = ids.get(word);
    }
    return Objects.requireNonNull(known, word::name);
  }

  private void read() {
    database
        .sql("select id, name, revision from dictionary")
        .query(
            row -> {
              var word = new Word(row.getString("name"), row.getString("revision"));
              ids.put(word, row.getShort("id"));
              words.put(row.getShort("id"), word);
            });
  }
}
