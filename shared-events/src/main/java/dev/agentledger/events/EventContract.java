package dev.agentledger.events;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an event the name and revision under which it is stored.
 *
 * <p>The stored name is independent of the Java name, so a record can be moved or renamed without
 * touching history. A revision is raised only when an upcaster accompanies it.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventContract {

  /**
   * Stored name, {@code <feature>.<past-tense-fact>} in kebab case; never changes once released.
   */
  String name();

  /** Shape of the payload; starts at one. */
  int revision() default 1;
}
