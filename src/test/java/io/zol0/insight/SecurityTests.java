package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.metrics.SeriesHistory;
import io.zol0.users.AsItself;
import io.zol0.users.AuditTrail;
import io.zol0.users.KnownTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the page of security says of a day, from rows whose numbers are known. */
@ApplicationTest
@AsItself
class SecurityTests {
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private AuditTrail audit;

    @Autowired
    private KnownTokens tokens;

    @Autowired
    private History history;

    @Autowired
    private SeriesHistory series;

    @Autowired
    private CallerHours callers;

    @Autowired
    private CallerAddresses addresses;

    @Autowired
    private Handshakes handshakes;

    @Autowired
    private Whereabouts places;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    private final Instant now = Instant.now();
    private Upstream shop;
    private long orders;
    private long admin;

    @BeforeEach
    void set() {
        shop = upstreams.add(UpstreamDraft.of("guard-shop", "http://127.0.0.1:9"));
        orders = endpoints.resolve(shop.id(), "GET", "/orders").id();
        admin = endpoints.resolve(shop.id(), "GET", "/admin").id();
    }

    @AfterEach
    void remove() {
        upstreams.remove(shop.id());
    }

    @Test
    void a_sentence_says_what_is_out_of_the_ordinary_or_that_nothing_is() {
        SecurityPicture.Counted blocked = new SecurityPicture.Counted("GET /admin", "", 43);
        assertThat(picture(1, List.of(), List.of(), blocked).sentence())
                .isEqualTo("Nothing out of the ordinary: 1 failed sign-in and 43 blocked calls in the last day.");
        assertThat(picture(
                                30,
                                List.of("fresh", "fresher"),
                                List.of(new SecurityPicture.Changed("turned", "", 0.3, 0.04, 100)),
                                blocked)
                        .sentence())
                .isEqualTo("To look at: far more sign-ins failed than usual, 1 caller changed what it calls,"
                        + " 2 callers are new. 30 failed sign-ins and 43 blocked calls in the last day.");
    }

    private SecurityPicture picture(
            long failed,
            List<String> newCallers,
            List<SecurityPicture.Changed> changed,
            SecurityPicture.Counted blocked) {
        return new SecurityPicture(
                now,
                failed,
                "",
                1,
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                null,
                newCallers,
                changed,
                List.of(blocked));
    }

    /**
     * The mixture of 0.7 and 0.3 became one of 0.3 and 0.7: half of either is 0.5 and 0.5, of which the entropy is 1 bit, and that of
     * each is 0.881291, so that the distance is the root of 0.118709. By chance it were the root of (1/100 + 1/1000) / (8 ln 2).
     */
    @Test
    void a_caller_whose_mix_of_endpoints_changed_is_listed_with_the_distance_and_what_chance_would_make_of_it() {
        calls("guard-turned", 30, orders, 700, admin, 300);
        calls("guard-turned", 2, orders, 30, admin, 70);
        calls("guard-steady", 30, orders, 500, admin, 500);
        calls("guard-steady", 2, orders, 51, admin, 49);
        calls("guard-slight", 30, orders, 5_000, admin, 5_000);
        calls("guard-slight", 2, orders, 5_500, admin, 4_500);
        calls("guard-rare", 30, orders, 1_000, admin, 1);
        calls("guard-rare", 2, orders, 1, admin, 48);
        assertThat(look(now).changed())
                .filteredOn(each -> each.caller().startsWith("guard-"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.caller()).isEqualTo("guard-turned");
                    assertThat(each.distance()).isCloseTo(0.344542, within(1e-5));
                    assertThat(each.byChance()).isCloseTo(0.044539, within(1e-5));
                    assertThat(each.calls()).isEqualTo(100);
                    assertThat(each.path()).isEqualTo("insight/usage?caller=guard-turned");
                });
    }

    @Test
    void a_caller_is_new_that_did_not_call_in_the_week_before_the_last_day() {
        calls("guard-known", 24 * 7, orders, 1, admin, 0);
        calls("guard-known", 1, orders, 5, admin, 0);
        calls("guard-fresh", 1, orders, 5, admin, 0);
        calls("guard-back", 24 * 10, orders, 5, admin, 0);
        calls("guard-back", 1, orders, 5, admin, 0);
        calls("guard-gone", 30, orders, 5, admin, 0);
        assertThat(look(now).newCallers())
                .filteredOn(each -> each.startsWith("guard-"))
                .containsExactly("guard-back", "guard-fresh");
    }

    /** Entries cannot be dated back, so the day that is looked at begins between the two halves. */
    @Test
    void failed_sign_ins_are_counted_by_address_against_a_usual_day_and_addresses_not_seen_before_are_named() {
        signIn("LOGIN_FAILED", "10.1.1.1");
        signIn("LOGGED_IN", "10.1.1.4");
        Instant border = databaseTime();
        long before = database.sql("select count(*) from audit_entry where action = 'LOGIN_FAILED' and at < :border")
                .param("border", border.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        for (int time = 0; time < 3; time++) {
            signIn("LOGIN_FAILED", "10.1.1.1");
        }
        signIn("LOGIN_FAILED", "10.1.1.2");
        signIn("LOGGED_IN", "10.1.1.3");
        signIn("LOGGED_IN", "10.1.1.4");
        SecurityPicture picture = look(border.plus(Duration.ofDays(1)));
        assertThat(picture.failedLogins()).isEqualTo(4);
        assertThat(picture.failedBefore()).isEqualTo(before / 28.0);
        String page = "audit?action=LOGIN_FAILED&from="
                + border.atOffset(ZoneOffset.UTC).toLocalDate();
        assertThat(picture.failedPath()).isEqualTo(page);
        assertThat(picture.origins())
                .containsExactly(
                        new SecurityPicture.Counted("10.1.1.1", page + "&origin=10.1.1.1", 3),
                        new SecurityPicture.Counted("10.1.1.2", page + "&origin=10.1.1.2", 1));
        assertThat(picture.newOrigins()).containsExactly("10.1.1.2", "10.1.1.3");
    }

    @Test
    void calls_that_were_blocked_in_the_last_day_are_counted_by_endpoint_the_most_first() {
        RecordedMinutes past = new RecordedMinutes(source);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        blocked(past, admin, minute.minus(HOUR), 12);
        blocked(past, orders, minute.minus(HOUR.multipliedBy(20)), 3);
        blocked(past, orders, minute.minus(HOUR.multipliedBy(3)), 40);
        blocked(past, admin, minute.minus(HOUR.multipliedBy(30)), 500);
        long steady = endpoints.resolve(shop.id(), "GET", "/steady").id();
        past.add(shop.id(), steady, minute.minus(HOUR), 90, 9, Duration.ofMillis(5));
        assertThat(look(now).blocked())
                .filteredOn(each -> each.name().endsWith(" of guard-shop"))
                .containsExactly(
                        new SecurityPicture.Counted("GET /orders of guard-shop", "endpoints/" + orders, 43),
                        new SecurityPicture.Counted("GET /admin of guard-shop", "endpoints/" + admin, 12));
    }

    @Test
    void tokens_that_are_none_of_ours_are_counted_over_the_last_day() {
        double before = look(now).tokensRefused();
        RecordedMinutes past = new RecordedMinutes(source);
        past.count(TokenSeries.REFUSED, now.truncatedTo(ChronoUnit.MINUTES).minus(HOUR.multipliedBy(3)), 9);
        past.count(TokenSeries.REFUSED, now.truncatedTo(ChronoUnit.MINUTES).minus(HOUR.multipliedBy(20)), 8);
        past.count(TokenSeries.REFUSED, now.truncatedTo(ChronoUnit.MINUTES).minus(HOUR.multipliedBy(30)), 700);
        assertThat(look(now).tokensRefused()).isEqualTo(before + 17);
    }

    private SecurityPicture look(Instant at) {
        Security security = new Security(
                audit,
                tokens,
                history,
                series,
                callers,
                addresses,
                handshakes,
                places,
                Clock.fixed(at, ZoneOffset.UTC));
        return switch (security.look()) {
            case Answer.Found<SecurityPicture>(SecurityPicture picture) -> picture;
            case Answer.Unavailable<SecurityPicture>(String reason) -> throw new AssertionError(reason);
        };
    }

    /** What a caller called in an hour some hours ago. */
    private void calls(String caller, int hoursAgo, long one, long calls, long other, long callsOther) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(HOUR.multipliedBy(hoursAgo));
        Map.of(one, calls, other, callsOther)
                .forEach((endpoint, count) -> database.sql(
                                "insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed)"
                                        + " values (:hour, :upstream, :endpoint, :caller, :calls, 0)")
                        .param("hour", hour.atOffset(ZoneOffset.UTC))
                        .param("upstream", shop.id())
                        .param("endpoint", endpoint)
                        .param("caller", caller)
                        .param("calls", count)
                        .update());
    }

    private void blocked(RecordedMinutes past, long endpoint, Instant minute, int calls) {
        past.add(
                shop.id(),
                endpoint,
                minute,
                new RecordedMinutes.Calls(
                        Map.of(Outcome.REFUSED_BY_US, calls, Outcome.SERVED, 5),
                        0,
                        0,
                        Duration.ofMillis(20),
                        Duration.ofNanos(100_000)));
    }

    private void signIn(String action, String origin) {
        database.sql("select audit_append('somebody', :origin, :action, 'somebody', null, '{\"reason\": \"test\"}')")
                .param("origin", origin)
                .param("action", action)
                .query(Long.class)
                .single();
    }

    private Instant databaseTime() {
        return database.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
