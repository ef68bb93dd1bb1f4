package dev.agentledger.server.openapi;

import static dev.agentledger.server.http.ProblemType.CONCURRENT_CHANGE;
import static dev.agentledger.server.http.ProblemType.FORBIDDEN;
import static dev.agentledger.server.http.ProblemType.IDEMPOTENCY_CONFLICT;
import static dev.agentledger.server.http.ProblemType.IDEMPOTENCY_IN_PROGRESS;
import static dev.agentledger.server.http.ProblemType.INTERNAL;
import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.INVALID_PARAMETER;
import static dev.agentledger.server.http.ProblemType.MALFORMED_REQUEST;
import static dev.agentledger.server.http.ProblemType.NOT_ACCEPTABLE;
import static dev.agentledger.server.http.ProblemType.NOT_YET_VISIBLE;
import static dev.agentledger.server.http.ProblemType.OUTCOME_UNKNOWN;
import static dev.agentledger.server.http.ProblemType.TOO_LARGE;
import static dev.agentledger.server.http.ProblemType.UNAUTHENTICATED;
import static dev.agentledger.server.http.ProblemType.UNAVAILABLE;
import static dev.agentledger.server.http.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static dev.agentledger.server.http.ProblemType.VERSION_MISMATCH;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.agentledger.server.http.Document;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.LedgerPosition;
import dev.agentledger.server.http.ProblemType;
import dev.agentledger.server.http.ReadYourWrites;
import dev.agentledger.server.http.WouldRecord;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Completes the description of one operation from the handlers that carry it out. */
final class OperationAnswers {

  private static final Pattern ROLE = Pattern.compile("'(?:ROLE_)?(\\w+)'");
  private static final Set<ProblemType> OF_ALL =
      EnumSet.of(UNAUTHENTICATED, FORBIDDEN, NOT_ACCEPTABLE, INTERNAL, UNAVAILABLE);
  private static final Set<ProblemType> OF_A_BODY =
      EnumSet.of(MALFORMED_REQUEST, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE);
  private static final Set<ProblemType> OF_A_POST =
      EnumSet.of(MALFORMED_REQUEST, IDEMPOTENCY_CONFLICT, IDEMPOTENCY_IN_PROGRESS);
  private static final Set<ProblemType> OF_A_WRITE =
      EnumSet.of(
          MALFORMED_REQUEST,
          INVALID_PARAMETER,
          CONCURRENT_CHANGE,
          VERSION_MISMATCH,
          INVALID,
          OUTCOME_UNKNOWN);

  private final Schemas schemas;
  private final HttpMethod method;
  private final io.swagger.v3.oas.models.Operation operation;
  private final List<HandlerMethod> handlers;

  OperationAnswers(
      OpenAPI description,
      HttpMethod method,
      io.swagger.v3.oas.models.Operation operation,
      List<HandlerMethod> handlers) {
    this.schemas = new Schemas(description);
    this.method = method;
    this.operation = operation;
    this.handlers = handlers.stream().sorted(comparing(OperationAnswers::formOf)).toList();
  }

  void complete() {
    describe();
    addParameters();
    describePatch();
    if (handlers.stream().anyMatch(handler -> answersOf(handler) != null)) {
      operation.setResponses(new ApiResponses());
      handlers.forEach(this::addGoodAnswers);
    }
    addProblems();
  }

  private void describe() {
    operation.setOperationId(nameOf(handlers.getFirst()));
    var texts =
        Stream.concat(
            handlers.stream()
                .map(handler -> handler.getMethodAnnotation(Operation.class))
                .flatMap(Stream::ofNullable)
                .map(Operation::description)
                .filter(text -> !text.isEmpty()),
            handlers.stream().map(OperationAnswers::neededRole).flatMap(Stream::ofNullable));
    operation.setDescription(texts.distinct().collect(joining("\n\n")));
  }

  /** Stable for generated clients: the endpoint and what it does, such as {@code agentDraft}. */
  private static String nameOf(HandlerMethod handler) {
    var endpoint = ClassUtils.getUserClass(handler.getBeanType()).getSimpleName();
    return StringUtils.uncapitalize(endpoint.replace("Endpoint", ""))
        + StringUtils.capitalize(handler.getMethod().getName());
  }

  private static @Nullable String neededRole(HandlerMethod handler) {
    var rule = handler.getMethodAnnotation(PreAuthorize.class);
    if (rule == null) {
      return null;
    }
    var roles =
        ROLE.matcher(rule.value())
            .results()
            .map(role -> "`" + role.group(1).toLowerCase(Locale.ROOT) + "`")
            .collect(joining(" or "));
    return roles.isEmpty() ? null : "Needs the role " + roles + ".";
  }

  private void addParameters() {
    if (method == HttpMethod.POST) {
      add(
          new HeaderParameter()
              .name("Idempotency-Key")
              .description("The same key and body get the first answer again")
              .schema(new StringSchema().maxLength(255)));
    }
    if (isWrite()) {
      add(
          new HeaderParameter()
              .name("If-Match")
              .description("Only when the version is still this one, from `ETag`")
              .schema(new StringSchema()));
      add(
          new QueryParameter()
              .name("dryRun")
              .description("Answer with the facts that would be recorded, and record none")
              .schema(new BooleanSchema()));
    } else if (method == HttpMethod.GET && isTagged()) {
      add(
          new HeaderParameter()
              .name("If-None-Match")
              .description("Answer 304 when the version is still this one, from `ETag`")
              .schema(new StringSchema()));
    }
    if (canWait()) {
      add(
          new QueryParameter()
              .name(ReadYourWrites.AFTER)
              .description(
                  "Answer when this position of the log can be seen, such as that of your own write")
              .schema(new IntegerSchema().format("int64").minimum(BigDecimal.ZERO)));
    }
  }

  private boolean canWait() {
    return method == HttpMethod.GET
        && handlers.stream().anyMatch(it -> !ReadYourWrites.projectionsOf(it).isEmpty());
  }

  private void add(Parameter parameter) {
    var known = operation.getParameters();
    if (known == null
        || known.stream().noneMatch(other -> parameter.getName().equals(other.getName()))) {
      operation.addParametersItem(parameter);
    }
  }

  /** A patch has none of the members that the whole requires. */
  private void describePatch() {
    if (method == HttpMethod.PATCH && operation.getRequestBody() != null) {
      var patch =
          new ObjectSchema()
              .description("Members of the definition to change; null removes one")
              .additionalProperties(true);
      operation.getRequestBody().getContent().values().forEach(form -> form.setSchema(patch));
    }
  }

  private void addGoodAnswers(HandlerMethod handler) {
    var answers = answersOf(handler);
    if (answers == null) {
      return;
    }
    for (var status : answers.status()) {
      addGoodAnswer(handler, status, answers.value());
    }
    if (isWrite() && answersAnything(handler)) {
      addGoodAnswer(handler, HttpStatus.OK.value(), WouldRecord.class);
    }
    if (method == HttpMethod.GET && isTagged()) {
      operation
          .getResponses()
          .addApiResponse("304", new ApiResponse().description("It is the version you have"));
    }
  }

  /** A handler that names the type of its answer tells a dry run in that type, too. */
  private static boolean answersAnything(HandlerMethod handler) {
    var answer = ResolvableType.forMethodReturnType(handler.getMethod()).getGeneric(0);
    var body = answer.toClass() == ResponseEntity.class ? answer.getGeneric(0) : answer;
    return body.toClass() == Object.class;
  }

  private void addGoodAnswer(HandlerMethod handler, int status, Class<?> body) {
    var code = Integer.toString(status);
    var answer =
        operation
            .getResponses()
            .computeIfAbsent(
                code,
                _ -> new ApiResponse().description(HttpStatus.valueOf(status).getReasonPhrase()));
    if (isTagged()) {
      answer.addHeaderObject("ETag", header("The version of the stream"));
    }
    if (isWrite()) {
      answer.addHeaderObject(
          LedgerPosition.HEADER,
          header("The position in the log of the last fact that was recorded, if any was"));
    }
    if (status == HttpStatus.CREATED.value()) {
      answer.addHeaderObject("Location", header("The address of what was made"));
    }
    if (body != Void.class) {
      answer.setContent(answer.getContent() == null ? new Content() : answer.getContent());
      producedBy(handler)
          .forEach(
              form ->
                  answer
                      .getContent()
                      .merge(
                          form,
                          new MediaType().schema(schemas.of(body)),
                          OperationAnswers::either));
    }
  }

  private static MediaType either(MediaType one, MediaType other) {
    return one.getSchema().equals(other.getSchema())
        ? one
        : new MediaType().schema(new Schema<>().oneOf(List.of(one.getSchema(), other.getSchema())));
  }

  private static Header header(String text) {
    return new Header().description(text).schema(new StringSchema());
  }

  private void addProblems() {
    var byStatus =
        problems().stream()
            .collect(groupingBy(type -> type.status().value(), TreeMap::new, toList()));
    byStatus.forEach(
        (status, types) ->
            operation
                .getResponses()
                .addApiResponse(
                    Integer.toString(status),
                    new ApiResponse()
                        .description(
                            types.stream()
                                .map(type -> "`%s`: %s".formatted(type.uri(), type.title()))
                                .collect(joining("\n\n")))
                        .content(
                            new Content()
                                .addMediaType(
                                    "application/problem+json",
                                    new MediaType().schema(schemas.ofProblem())))));
  }

  private Set<ProblemType> problems() {
    var problems = EnumSet.copyOf(OF_ALL);
    handlers.stream()
        .map(OperationAnswers::answersOf)
        .flatMap(Stream::ofNullable)
        .forEach(answers -> problems.addAll(List.of(answers.problems())));
    if (method == HttpMethod.POST) {
      problems.addAll(OF_A_POST);
    }
    if (isWrite()) {
      problems.addAll(OF_A_WRITE);
    }
    if (operation.getRequestBody() != null) {
      problems.addAll(OF_A_BODY);
    }
    if (takes(Document.class)) {
      problems.add(INVALID);
    }
    if (canWait()) {
      problems.add(NOT_YET_VISIBLE);
    }
    var parameters = operation.getParameters();
    if (parameters != null
        && parameters.stream().anyMatch(parameter -> "query".equals(parameter.getIn()))) {
      problems.add(INVALID_PARAMETER);
    }
    return problems;
  }

  private boolean isWrite() {
    return takes(Intent.class);
  }

  private boolean takes(Class<?> type) {
    return handlers.stream()
        .flatMap(handler -> Arrays.stream(handler.getMethodParameters()))
        .anyMatch(parameter -> parameter.getParameterType() == type);
  }

  private boolean isTagged() {
    return handlers.stream()
        .map(handler -> ResolvableType.forMethodReturnType(handler.getMethod()))
        .anyMatch(type -> type.getGeneric(0).toClass() == ResponseEntity.class);
  }

  private static @Nullable Answers answersOf(HandlerMethod handler) {
    return handler.getMethodAnnotation(Answers.class);
  }

  /** The plain form comes before those that have to be asked for. */
  private static String formOf(HandlerMethod handler) {
    var mapping = handler.getMethodAnnotation(RequestMapping.class);
    return mapping == null ? "" : String.join(",", mapping.produces());
  }

  private static List<String> producedBy(HandlerMethod handler) {
    var mapping = handler.getMethodAnnotation(RequestMapping.class);
    return mapping == null || mapping.produces().length == 0
        ? List.of(org.springframework.http.MediaType.APPLICATION_JSON_VALUE)
        : List.of(mapping.produces());
  }
}
