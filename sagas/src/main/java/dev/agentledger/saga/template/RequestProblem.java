package dev.agentledger.saga.template;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;

/** An HTTP configuration cannot become a request. */
public final class RequestProblem extends RuntimeException {

  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param pointer into the HTTP configuration
   */
  public record Problem(String pointer, String message) {}

  RequestProblem(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.pointer() + ": " + problem.message())
            .collect(joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public RequestProblem(String pointer, String message) {
    this(List.of(new Problem(pointer, message)));
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public List<Problem> problems() {
    return problems;
  }
}
