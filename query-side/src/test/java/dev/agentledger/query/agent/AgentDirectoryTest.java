package dev.agentledger.query.agent;

import static dev.agentledger.query.Samples.ACME;
import static dev.agentledger.query.Samples.ADA;
import static dev.agentledger.query.Samples.ELSEWHERE;
import static dev.agentledger.query.Samples.GRACE;
import static dev.agentledger.query.Samples.activated;
import static dev.agentledger.query.Samples.definition;
import static dev.agentledger.query.Samples.drafted;
import static dev.agentledger.query.Samples.promotionApproved;
import static dev.agentledger.query.Samples.promotionRequested;
import static dev.agentledger.query.Samples.revised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.axonframework.messaging.responsetypes.ResponseTypes.instanceOf;

import dev.agentledger.api.AsOf;
import dev.agentledger.api.CommandRefused;
import dev.agentledger.api.agent.AgentChange;
import dev.agentledger.api.agent.AgentPage;
import dev.agentledger.api.agent.AgentStatus;
import dev.agentledger.api.agent.AgentVersionPage;
import dev.agentledger.api.agent.AgentVersionView;
import dev.agentledger.api.agent.AgentView;
import dev.agentledger.api.agent.CompareAgentVersions;
import dev.agentledger.api.agent.FindAgent;
import dev.agentledger.api.agent.FindAgentAsOf;
import dev.agentledger.api.agent.FindAgentVersion;
import dev.agentledger.api.agent.ListAgentVersions;
import dev.agentledger.api.agent.ListAgents;
import dev.agentledger.api.agent.VersionComparison;
import dev.agentledger.api.agent.VersionComparison.Kind;
import dev.agentledger.api.agent.WatchAgents;
import dev.agentledger.events.Envelope;
import dev.agentledger.events.agent.AgentArchived;
import dev.agentledger.events.agent.AgentDemoted;
import dev.agentledger.events.agent.AgentId;
import dev.agentledger.events.agent.AgentKind;
import dev.agentledger.events.agent.AgentPromotionRejected;
import dev.agentledger.events.agent.AgentPromotionWithdrawn;
import dev.agentledger.events.agent.AgentRestored;
import dev.agentledger.events.agent.AgentVersion;
import dev.agentledger.events.agent.VersionRef;
import dev.agentledger.query.QuerySide;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AgentDirectoryTest {

  private static QuerySide side;

  @BeforeAll
  static void start() {
    side = QuerySide.start();
  }

  @AfterAll
  static void stop() {
    side.close();
  }

  private static AgentView seen(String slug, long version) {
    return side.await(
        new FindAgent(ACME, AgentId.of(ACME, slug)),
        AgentView.class,
        agent -> agent.streamVersion() == version);
  }

  private static VersionRef ref(int number, String slug, String code) {
    return AgentVersion.of(number, definition(slug, code)).ref();
  }

  @Nested
  class Life {

    @Test
    void aDraftShowsItsDefinitionAndWhoMadeIt() {
      var at = Instant.parse("2026-01-15T12:00:00.123Z");
      side.publishAt(at, ADA, "agent", id("life-draft"), drafted(definition("life-draft", "a")));

      var agent = seen("life-draft", 0);

      assertThat(agent.status()).isEqualTo(AgentStatus.DRAFT);
      assertThat(agent.definition()).isEqualTo(definition("life-draft", "a"));
      assertThat(agent.createdAt()).isEqualTo(at);
      assertThat(agent.createdBy()).isEqualTo("ada");
      assertThat(agent.latest()).isEqualTo(ref(1, "life-draft", "a"));
      assertThat(agent.active()).isNull();
      assertThat(agent.candidate())
          .isEqualTo(
              new AgentView.Candidate(
                  AgentStatus.DRAFT, ref(1, "life-draft", "a"), null, null, null));
    }

    @Test
    void aVersionServesWhileANewDraftIsOnItsWay() {
      var slug = "life-beside";
      var agent = AgentId.of(ACME, slug);
      side.publish(
          ADA,
          "agent",
          agent.value(),
          drafted(definition(slug, "a")),
          promotionRequested(agent, "p1", ref(1, slug, "a")),
          promotionApproved(agent, "p1"),
          activated(agent, "p1", ref(1, slug, "a"), null),
          revised(2, definition(slug, "b")));
      side.publish(
          GRACE, "agent", agent.value(), promotionRequested(agent, "p2", ref(2, slug, "b")));

      var view = seen(slug, 5);

      assertThat(view.status()).isEqualTo(AgentStatus.ACTIVE);
      assertThat(view.active()).isEqualTo(ref(1, slug, "a"));
      assertThat(view.latest()).isEqualTo(ref(2, slug, "b"));
      assertThat(view.definition()).isEqualTo(definition(slug, "b"));
      assertThat(view.updatedBy()).isEqualTo("grace");
      assertThat(view.candidate())
          .isEqualTo(
              new AgentView.Candidate(
                  AgentStatus.PROMOTION_REQUESTED, ref(2, slug, "b"), "p2", "ada", null));
    }

    @Test
    void aRejectionIsRememberedUntilTheVersionOrTheRequestIsGone() {
      var slug = "life-rejected";
      var agent = AgentId.of(ACME, slug);
      side.publish(
          ADA,
          "agent",
          agent.value(),
          drafted(definition(slug, "a")),
          promotionRequested(agent, "p1", ref(1, slug, "a")),
          new AgentPromotionRejected(agent, "p1", "too early"));
      assertThat(seen(slug, 2).candidate())
          .isEqualTo(
              new AgentView.Candidate(
                  AgentStatus.DRAFT, ref(1, slug, "a"), null, null, "too early"));

      side.publish(ADA, "agent", agent.value(), promotionRequested(agent, "p2", ref(1, slug, "a")));
      assertThat(seen(slug, 3).candidate().lastRejection()).isEqualTo("too early");

      side.publish(
          ADA, "agent", agent.value(), new AgentPromotionWithdrawn(agent, "p2", "never mind"));
      assertThat(seen(slug, 4).candidate())
          .isEqualTo(
              new AgentView.Candidate(AgentStatus.DRAFT, ref(1, slug, "a"), null, null, null));
    }

    @Test
    void demotionArchiveAndRestoreLeadBackToADraft() {
      var slug = "life-round";
      var agent = AgentId.of(ACME, slug);
      side.publish(
          ADA,
          "agent",
          agent.value(),
          drafted(definition(slug, "a")),
          promotionRequested(agent, "p1", ref(1, slug, "a")),
          promotionApproved(agent, "p1"));
      assertThat(seen(slug, 2).status()).isEqualTo(AgentStatus.APPROVED);

      side.publish(ADA, "agent", agent.value(), activated(agent, "p1", ref(1, slug, "a"), null));
      assertThat(seen(slug, 3).candidate()).isNull();

      side.publish(ADA, "agent", agent.value(), new AgentDemoted(agent, ref(1, slug, "a"), "slow"));
      var demoted = seen(slug, 4);
      assertThat(demoted.status()).isEqualTo(AgentStatus.DRAFT);
      assertThat(demoted.active()).isNull();
      assertThat(demoted.candidate().version()).isEqualTo(ref(1, slug, "a"));

      side.publish(ADA, "agent", agent.value(), new AgentArchived(agent, "unused"));
      var archived = seen(slug, 5);
      assertThat(archived.status()).isEqualTo(AgentStatus.ARCHIVED);
      assertThat(archived.candidate()).isNull();

      side.publish(ADA, "agent", agent.value(), new AgentRestored(agent, ref(1, slug, "a")));
      assertThat(seen(slug, 6).status()).isEqualTo(AgentStatus.DRAFT);
    }

    @Test
    void anotherTenantsAgentIsNotFound() {
      side.publish(ADA, "agent", id("life-secret"), drafted(definition("life-secret", "a")));
      seen("life-secret", 0);

      var agent = AgentId.of(ACME, "life-secret");
      assertThat(side.find(new FindAgent("globex", agent), AgentView.class)).isNull();
      assertThat(side.find(new FindAgentVersion("globex", agent, "1"), AgentVersionView.class))
          .isNull();
      assertThat(
              side.ask(new ListAgentVersions("globex", agent, null, 10), AgentVersionPage.class)
                  .items())
          .isEmpty();
      assertThat(
              side.find(
                  new FindAgentAsOf("globex", agent, new AsOf.Position(Long.MAX_VALUE)),
                  AgentView.class))
          .isNull();
    }

    private String id(String slug) {
      return AgentId.of(ACME, slug).value();
    }
  }

  @Nested
  class Listing {

    private static final String TENANT = "listing";

    @BeforeAll
    static void someAgents() {
      var who = Envelope.of(TENANT, "ada", "api-key:key_ada");
      publish(who, "alpha", "Alpha 100%", "first_one", AgentKind.FUNCTION, List.of("math"));
      publish(who, "beta", "Beta", "Says HELLO", AgentKind.CONTEXT, List.of("math", "text"));
      publish(who, "gamma", "Gamma\0", "Odd \0 name", AgentKind.API, List.of("o\0dd"));
      publish(who, "delta", "Delta", null, AgentKind.FUNCTION, List.of());
      publish(who, "epsilon", "Epsilon", null, AgentKind.FUNCTION, List.of());
      publish(ELSEWHERE, "zeta", "Zeta", null, AgentKind.FUNCTION, List.of());
      side.awaitCaughtUp("agent-directory");
    }

    private static void publish(
        Envelope who,
        String slug,
        String name,
        String description,
        AgentKind kind,
        List<String> tags) {
      side.publish(
          who,
          "agent",
          AgentId.of(who.tenant(), slug).value(),
          drafted(who.tenant(), definition(slug, name, description, kind, tags, "code")));
    }

    private static List<String> slugs(ListAgents query) {
      var page = side.ask(query, AgentPage.class);
      assertThat(page.items()).allMatch(query::matches).allMatch(a -> a.definition() == null);
      return page.items().stream().map(AgentView::slug).toList();
    }

    private static ListAgents all() {
      return new ListAgents(TENANT, null, null, null, null, null, 100);
    }

    @Test
    void isBySlugAndOfOneTenant() {
      assertThat(slugs(all())).containsExactly("alpha", "beta", "delta", "epsilon", "gamma");
    }

    @Test
    void filtersByKindStatusAndTag() {
      assertThat(slugs(new ListAgents(TENANT, AgentKind.CONTEXT, null, null, null, null, 100)))
          .containsExactly("beta");
      assertThat(slugs(new ListAgents(TENANT, null, AgentStatus.ACTIVE, null, null, null, 100)))
          .isEmpty();
      assertThat(slugs(new ListAgents(TENANT, null, AgentStatus.DRAFT, "math", null, null, 100)))
          .containsExactly("alpha", "beta");
      assertThat(slugs(new ListAgents(TENANT, null, null, "o\0dd", null, null, 100)))
          .containsExactly("gamma");
    }

    @Test
    void textIsMatchedWhateverTheCaseAndWithoutWildcards() {
      assertThat(slugs(text("hello"))).containsExactly("beta");
      assertThat(slugs(text("100%"))).containsExactly("alpha");
      assertThat(slugs(text("%"))).containsExactly("alpha");
      assertThat(slugs(text("_"))).containsExactly("alpha");
      assertThat(slugs(text("ODD \0"))).containsExactly("gamma");
    }

    private static ListAgents text(String text) {
      return new ListAgents(TENANT, null, null, null, text, null, 100);
    }

    @Test
    void pagesLeadToTheLastOne() {
      var found = new ArrayList<String>();
      String cursor = null;
      do {
        var page =
            side.ask(new ListAgents(TENANT, null, null, null, null, cursor, 2), AgentPage.class);
        page.items().forEach(agent -> found.add(agent.slug()));
        cursor = page.next();
      } while (cursor != null);

      assertThat(found).containsExactly("alpha", "beta", "delta", "epsilon", "gamma");
    }

    @Test
    void aPageThatEndsWithTheLastItemHasNoNext() {
      assertThat(
              side.ask(new ListAgents(TENANT, null, null, null, null, null, 5), AgentPage.class)
                  .next())
          .isNull();
    }

    @Test
    void anInventedCursorIsRefused() {
      for (var cursor : List.of("nonsense", "%%%", "bnVsbA", "W10", "WyJhIiwiYiJd")) {
        assertThatThrownBy(
                () ->
                    side.ask(
                        new ListAgents(TENANT, null, null, null, null, cursor, 5), AgentPage.class))
            .hasCauseInstanceOf(CommandRefused.class)
            .hasRootCauseMessage("The cursor is not one that this list gave out");
      }
    }
  }

  @Nested
  class Versions {

    private static final String SLUG = "versions";
    private static final AgentId AGENT = AgentId.of(ACME, SLUG);

    @BeforeAll
    static void threeVersions() {
      side.publish(
          ADA,
          "agent",
          AGENT.value(),
          drafted(definition(SLUG, "a")),
          promotionRequested(AGENT, "p1", ref(1, SLUG, "a")),
          promotionApproved(AGENT, "p1"),
          activated(AGENT, "p1", ref(1, SLUG, "a"), null),
          revised(2, definition(SLUG, "b")),
          revised(3, definition(SLUG, "a")));
      seen(SLUG, 5);
    }

    private static AgentVersionView find(String version) {
      return side.find(new FindAgentVersion(ACME, AGENT, version), AgentVersionView.class);
    }

    @Test
    void areNamedByNumberHashBeginningLatestAndActive() {
      var hash = ref(2, SLUG, "b").hash();

      assertThat(find("2").definition()).isEqualTo(definition(SLUG, "b"));
      assertThat(find("2").editedBy()).isEqualTo("bob");
      assertThat(find(hash).number()).isEqualTo(2);
      assertThat(find(hash.substring(7)).number()).isEqualTo(2);
      assertThat(find(hash.substring(7, 13)).number()).isEqualTo(2);
      assertThat(find(hash.substring(7, 13).toUpperCase(Locale.ROOT)).number()).isEqualTo(2);
      assertThat(find("latest").number()).isEqualTo(3);
      assertThat(find("active").number()).isEqualTo(1);
    }

    @Test
    void ofTheSameDefinitionAreNamedByTheirHashAsTheNewest() {
      assertThat(find(ref(1, SLUG, "a").hash()).number()).isEqualTo(3);
    }

    @Test
    void thatNobodyMadeAreNotFound() {
      assertThat(find("4")).isNull();
      assertThat(find("abcde")).isNull();
      assertThat(find("sha256:%")).isNull();
      assertThat(find("'; drop table agent")).isNull();
    }

    @Test
    void anAmbiguousBeginningIsRefused() {
      side.jdbc()
          .sql(
              """
              insert into agent_version (agent_id, number, tenant, hash, edited_by, edited_at,
                                         definition)
              select 'agt_twins', number, 'acme', 'sha256:abcdef' || number, 'ada', now(), '{}'
              from generate_series(1, 2) number
              """)
          .update();

      assertThatThrownBy(
              () ->
                  side.find(
                      new FindAgentVersion(ACME, new AgentId("agt_twins"), "abcdef"),
                      AgentVersionView.class))
          .hasRootCauseInstanceOf(CommandRefused.class)
          .hasRootCauseMessage("More than one version has a hash that begins with abcdef");
    }

    @Test
    void areListedNewestFirstWithoutDefinitions() {
      var first = side.ask(new ListAgentVersions(ACME, AGENT, null, 2), AgentVersionPage.class);
      var second =
          side.ask(new ListAgentVersions(ACME, AGENT, first.next(), 2), AgentVersionPage.class);

      assertThat(first.items()).extracting(AgentVersionView::number).containsExactly(3, 2);
      assertThat(first.items()).allMatch(version -> version.definition() == null);
      assertThat(second.items()).extracting(AgentVersionView::number).containsExactly(1);
      assertThat(second.next()).isNull();
    }

    @Test
    void areComparedPlaceByPlace() {
      assertThat(
              side.find(new CompareAgentVersions(ACME, AGENT, "1", "2"), VersionComparison.class))
          .isEqualTo(
              new VersionComparison(
                  ref(1, SLUG, "a"),
                  ref(2, SLUG, "b"),
                  List.of(new VersionComparison.Change(Kind.CHANGED, "/code", "a", "b"))));
      assertThat(
              side.find(
                      new CompareAgentVersions(ACME, AGENT, "latest", "latest"),
                      VersionComparison.class)
                  .changes())
          .isEmpty();
      assertThat(
              side.find(new CompareAgentVersions(ACME, AGENT, "1", "9"), VersionComparison.class))
          .isNull();
    }
  }

  @Nested
  class AsOfAMoment {

    private static final String SLUG = "as-of";
    private static final AgentId AGENT = AgentId.of(ACME, SLUG);
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @BeforeAll
    static void aLife() {
      side.publishAt(NOON, ADA, "agent", AGENT.value(), drafted(definition(SLUG, "a")));
      side.publishAt(
          NOON.plusSeconds(60), GRACE, "agent", AGENT.value(), revised(2, definition(SLUG, "b")));
      side.publishAt(
          NOON.plusSeconds(120), ADA, "agent", AGENT.value(), new AgentArchived(AGENT, null));
      seen(SLUG, 2);
    }

    private static AgentView at(AsOf asOf) {
      return side.find(new FindAgentAsOf(ACME, AGENT, asOf), AgentView.class);
    }

    @Test
    void theAgentIsAsItWasThen() {
      assertThat(at(new AsOf.Moment(NOON.minusMillis(1)))).isNull();
      assertThat(at(new AsOf.Moment(NOON)).definition()).isEqualTo(definition(SLUG, "a"));
      var revised = at(new AsOf.Moment(NOON.plusSeconds(119)));
      assertThat(revised.definition()).isEqualTo(definition(SLUG, "b"));
      assertThat(revised.updatedBy()).isEqualTo("grace");
      assertThat(revised.streamVersion()).isEqualTo(1);
      assertThat(at(new AsOf.Moment(Instant.MAX)).status()).isEqualTo(AgentStatus.ARCHIVED);
    }

    @Test
    void aPositionIsAMomentToo() {
      var positions =
          side.jdbc()
              .sql(
                  "select position from event_with_payload where stream_id = :id order by sequence")
              .param("id", AGENT.value())
              .query(Long.class)
              .list();

      assertThat(at(new AsOf.Position(positions.getFirst() - 1))).isNull();
      assertThat(IntStream.range(0, 3).mapToObj(i -> at(new AsOf.Position(positions.get(i)))))
          .extracting(AgentView::streamVersion)
          .containsExactly(0L, 1L, 2L);
    }

    @Test
    void theLastMomentIsWhatTheDirectoryShows() {
      assertThat(at(new AsOf.Position(Long.MAX_VALUE))).isEqualTo(seen(SLUG, 2));
    }
  }

  @Nested
  class Watching {

    @Test
    void oneTenantsWatchersGetThePageAndThenEachChange() {
      var mine =
          side.queries()
              .subscriptionQuery(
                  new WatchAgents(new ListAgents(ACME, null, null, null, "watched", null, 10)),
                  instanceOf(AgentPage.class),
                  instanceOf(AgentChange.class));
      var theirs =
          side.queries()
              .subscriptionQuery(
                  new WatchAgents(new ListAgents("globex", null, null, null, null, null, 10)),
                  instanceOf(AgentPage.class),
                  instanceOf(AgentChange.class));

      assertThat(mine.initialResult().block(QuerySide.PATIENCE).items()).isEmpty();
      side.publish(
          ADA, "agent", AgentId.of(ACME, "watched").value(), drafted(definition("watched", "a")));
      side.publish(
          ELSEWHERE,
          "agent",
          AgentId.of("globex", "watched").value(),
          drafted("globex", definition("watched", "a")));

      var change = mine.updates().blockFirst(QuerySide.PATIENCE);
      assertThat(change.tenant()).isEqualTo(ACME);
      assertThat(change.agent()).isEqualTo(seen("watched", 0).withoutDefinition());
      assertThat(theirs.updates().blockFirst(QuerySide.PATIENCE).tenant()).isEqualTo("globex");
      mine.close();
      theirs.close();
    }

    @Test
    void whoeverWaitsForAnAgentIsToldOnceItIsThere() {
      var agent = AgentId.of(ACME, "awaited");
      var waiting =
          side.queries()
              .subscriptionQuery(
                  new FindAgent(ACME, agent),
                  instanceOf(AgentView.class),
                  instanceOf(AgentView.class));

      assertThat(waiting.initialResult().blockOptional(QuerySide.PATIENCE)).isEmpty();
      side.publish(ADA, "agent", agent.value(), drafted(definition("awaited", "a")));

      assertThat(waiting.updates().blockFirst(QuerySide.PATIENCE)).isEqualTo(seen("awaited", 0));
      waiting.close();
    }
  }
}
