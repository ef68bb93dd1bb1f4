package dev.agentledger.server.openapi;

import dev.agentledger.server.http.ProblemType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation answers, for its description.
 *
 * <p>Problems that follow from the form of a request (its key, its parameters, its body, its
 * preconditions) are described without being named here.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {

  /** The body of a good answer; of each event for a stream. */
  Class<?> value() default Void.class;

  /** The status codes of good answers. */
  int[] status() default 200;

  /** What can be wrong besides. */
  ProblemType[] problems() default {};
}
