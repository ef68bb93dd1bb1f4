package dev.agentledger.query.projection;

/**
 * One filling of a projection's tables, in a schema of its own.
 *
 * @param number counts the generations of the projection from 1
 * @param version of the projection that filled it
 * @param ddl that created its tables
 * @param segments into how many parts by stream it is written
 */
public record Generation(
    String projection, int number, int version, String ddl, int segments, State state) {

  /** What a generation is for. */
  public enum State {
    /** Being filled beside the one that is read. */
    FILLING,
    /** The one that is read. */
    ACTIVE,
    /** Was read before the active one, and can be again. */
    PREVIOUS
  }

  public String schema() {
    return "%s_g%d".formatted(projection.replace('-', '_'), number);
  }

  /** Where plain names of tables are looked up: its own come first. */
  String searchPath() {
    return schema() + ", public";
  }

  /** The part with this number. */
  public Segment segment(int part) {
    return new Segment(projection, number, part, segments);
  }

  /** Whether this code can write on in these tables. */
  public boolean isWritableBy(Projection code) {
    return version == code.version() || (version < code.version() && ddl.equals(code.ddl()));
  }
}
