package dev.agentledger.command.log;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The small integers by which the log names contracts and stream types. */
final class Dictionary {

  /** A contract in one revision, or a stream type, which has none. */
  record Word(String name, String revision) {}

  private final Numbering<Word> words;

  Dictionary(DataSource database) {
    words =
        new Numbering<>(
            database,
            "select id, name, revision from dictionary",
            (row, _) -> new Word(row.getString("name"), row.getString("revision")),
            """
            insert into dictionary (name, revision) values (:name, :revision)
            on conflict (name, revision) do nothing
            """,
            word -> Map.of("name", word.name(), "revision", word.revision()));
  }

  short idOfStreamType(String type) {
    return words.added(new Word(type, ""));
  }

  short idOfContract(String name, @Nullable String revision) {
    return words.added(new Word(name, Objects.requireNonNullElse(revision, "")));
  }

  Word word(short id) {
    return words.of(id);
  }

  /** The numbers of the words that are known here and that are none of these. */
  Short[] otherThan(Predicate<Word> these) {
    return words.all().entrySet().stream()
        .filter(known -> !these.test(known.getValue()))
        .map(Map.Entry::getKey)
        .toArray(Short[]::new);
  }
}
