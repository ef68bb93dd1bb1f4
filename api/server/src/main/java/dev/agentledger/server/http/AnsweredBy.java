package dev.agentledger.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The projections that answer the GETs of an endpoint; with {@code ?after=<position>} the answer
 * waits until they have seen it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface AnsweredBy {

  /** Their names; none for a handler that gives {@code after} a meaning of its own. */
  String[] value();
}
