package dev.agentledger.server.price;

import static dev.agentledger.server.http.ProblemType.INVALID;
import static dev.agentledger.server.http.ProblemType.NOT_FOUND;

import dev.agentledger.api.price.AmendPriceBook;
import dev.agentledger.api.price.FindPriceBook;
import dev.agentledger.api.price.PriceBookView;
import dev.agentledger.events.price.PriceBookId;
import dev.agentledger.server.http.AnsweredBy;
import dev.agentledger.server.http.Caller;
import dev.agentledger.server.http.Intent;
import dev.agentledger.server.http.Resource;
import dev.agentledger.server.http.Resources;
import dev.agentledger.server.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What models cost. */
@RestController
@AnsweredBy("price-book")
@RequestMapping("/api/v1/prices")
@Tag(name = "prices", description = "What models cost, by versions of a price book")
class PriceEndpoint {

  private final Resources resources;

  PriceEndpoint(Resources resources) {
    this.resources = resources;
  }

  @GetMapping
  @PreAuthorize("hasRole('VIEWER')")
  @Operation(
      summary = "Read the price book in force",
      description =
          "Prices are decimal texts in US dollars for a million tokens. Until a book is adopted the"
              + " default one holds, which is version 0 and has no entity tag: rehearsals cost"
              + " nothing, and calls of any other price are refused.")
  @Answers(
      value = PriceBookView.class,
      problems = {NOT_FOUND})
  Mono<ResponseEntity<PriceBookView>> show(
      @AuthenticationPrincipal Caller caller,
      @Parameter(description = "A version, such as the one by which a past call was priced")
          @RequestParam(required = false)
          @Nullable Integer version) {
    var book = bookOf(caller, version);
    return resources
        .find(book)
        .map(
            view ->
                view.version() == PriceBookView.DEFAULT.version()
                    ? ResponseEntity.ok(view)
                    : resources.tagged(ResponseEntity.ok(), book, view));
  }

  @PutMapping
  @PreAuthorize("hasRole('ADMIN')")
  @Operation(
      summary = "Amend the price book",
      description =
          "The whole book, as the next version. Calls are priced by it from then on; what earlier"
              + " calls cost stays as it is.")
  @Answers(
      value = PriceBookView.class,
      problems = {INVALID})
  Mono<ResponseEntity<Object>> amend(
      @AuthenticationPrincipal Caller caller, @RequestBody PriceOrder order, Intent intent) {
    return Mono.fromSupplier(
            () -> new AmendPriceBook(PriceBookId.of(caller.tenant()), order.book(), order.reason()))
        .flatMap(command -> resources.write(bookOf(caller, null), caller, command, intent));
  }

  private static Resource<PriceBookView> bookOf(Caller caller, @Nullable Integer version) {
    return new Resource<>(
        version == null ? "price book" : "version %d of the price book".formatted(version),
        new FindPriceBook(caller.tenant(), version),
        PriceBookView.class,
        PriceBookView::streamVersion);
  }
}
