package dev.agentledger.benchmarks.product;

import dev.agentledger.benchmarks.database.BenchmarkDatabase;
import dev.agentledger.benchmarks.measure.Work;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What people look at: a page of the runs, one run, its events, and a page of the audit. */
public final class PageReads implements Work {

  private static final String SOME_RUNS =
      "select id from stream where starts_with(id, 'run_') order by key limit 1000";

  private final Program program;
  private final List<String> runs;

  private PageReads(Program program, List<String> runs) {
    this.program = program;
    this.runs = runs;
  }

  public static Work.Lanes of(Program program, BenchmarkDatabase database) throws SQLException {
    var runs = database.texts(SOME_RUNS);
    return _ -> new PageReads(program, runs);
  }

  @Override
  public int once() throws Exception {
    var run = runs.get(ThreadLocalRandom.current().nextInt(runs.size()));
    program.get("/api/v1/runs?limit=50");
    program.get("/api/v1/runs/" + run);
    program.get("/api/v1/runs/%s/events".formatted(run));
    program.get("/api/v1/audit/events?limit=50");
    return 4;
  }
}
