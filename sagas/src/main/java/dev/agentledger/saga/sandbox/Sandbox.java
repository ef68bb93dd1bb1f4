package dev.agentledger.saga.sandbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place where code that nobody vouches for can run without harm to the host or to another run.
 */
public interface Sandbox {

  /**
   * Runs the handler that {@code code} defines and answers with what it returned or how it failed;
   * the code's own faults never surface as exceptions.
   *
   * <p>The call blocks until the code has ended or was stopped, so no work is left behind. To
   * cancel, interrupt the calling thread: the answer is then a failure of kind {@link
   * Failure.Kind#CANCELLED} and the thread's interrupt status stays set.
   *
   * @param input a plain JSON value. Numbers become doubles, as everywhere in JavaScript: whole
   *     numbers beyond 2^53 are rounded, so send those as text
   */
  SandboxResult run(
      String code, @Nullable Object input, SandboxContext context, SandboxLimits limits);

  /**
   * Tells why {@code code} cannot be run: it does not parse, its top level fails, or it defines no
   * handler. The top level is evaluated under the default limits, the handler is not called.
   */
  Optional<CodeProblem> check(String code);
}
