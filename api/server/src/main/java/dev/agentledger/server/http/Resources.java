package dev.agentledger.server.http;

import dev.agentledger.api.Recorded;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads and changes resources.
 *
 * <p>Whoever changes one reads what they wrote: the answer waits until the view has caught up with
 * what was recorded, and carries its version as entity tag.
 */
@Component
public class Resources {

  private final Commands commands;
  private final Queries queries;

  Resources(Commands commands, Queries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  /** The view; a problem when there is none. */
  public <V> Mono<V> find(Resource<V> resource) {
    return queries
        .find(resource.query(), resource.view())
        .switchIfEmpty(Mono.error(() -> missing(resource)));
  }

  public <V> Mono<ResponseEntity<V>> show(Resource<V> resource) {
    return find(resource).map(view -> tagged(ResponseEntity.ok(), resource, view));
  }

  /** The view now, if there is one, and each later one. */
  public <V> Flux<V> follow(Resource<V> resource) {
    return onward(resource, queries.follow(resource.query(), resource.view()));
  }

  /** What is done while each new view is heard, from before it begins. */
  public <V, T> Mono<T> hearing(Resource<V> resource, Function<Flux<V>, Mono<T>> work) {
    return queries.hearing(
        resource.query(), resource.view(), views -> work.apply(onward(resource, views)));
  }

  /** Views may come twice, from here and from another node. */
  private static <V> Flux<V> onward(Resource<V> resource, Flux<V> views) {
    return views.distinctUntilChanged(
        resource.version()::applyAsLong, (known, version) -> version <= known);
  }

  /** Carries out the command; the view as it is then. */
  public <V> Mono<V> change(Resource<V> resource, Caller caller, Object command) {
    return commands.send(caller, command).flatMap(recorded -> at(resource, recorded.version()));
  }

  /** Answers a write with the fresh view, or with what it would record. */
  public <V> Mono<ResponseEntity<Object>> write(
      Resource<V> resource, Caller caller, Object command, Intent intent) {
    return write(resource, caller, command, intent, HttpStatus.OK);
  }

  public <V> Mono<ResponseEntity<Object>> write(
      Resource<V> resource, Caller caller, Object command, Intent intent, HttpStatus status) {
    return write(resource, caller, command, intent, (_, _) -> ResponseEntity.status(status));
  }

  public <V> Mono<ResponseEntity<Object>> write(
      Resource<V> resource,
      Caller caller,
      Object command,
      Intent intent,
      BiFunction<Recorded, V, BodyBuilder> answer) {
    return commands
        .send(caller, command, intent)
        .flatMap(
            recorded ->
                intent.dryRun()
                    ? Mono.just(ResponseEntity.ok(new WouldRecord(true, recorded.facts())))
                    : at(resource, recorded.version())
                        .map(view -> tagged(answer.apply(recorded, view), resource, view)));
  }

  public <B, V extends B> ResponseEntity<B> tagged(
      BodyBuilder answer, Resource<V> resource, V view) {
    return answer.eTag(EntityTags.of(resource.version().applyAsLong(view))).body(view);
  }

  /** The view as soon as it has caught up with a version. */
  public <V> Mono<V> at(Resource<V> resource, long version) {
    return queries.await(
        resource.query(), resource.view(), view -> resource.version().applyAsLong(view) >= version);
  }

  private static Problem missing(Resource<?> resource) {
    return Problem.of(ProblemType.NOT_FOUND, "There is no " + resource.name());
  }
}
