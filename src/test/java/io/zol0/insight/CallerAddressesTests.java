package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.metrics.Answer;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Visit;
import io.zol0.users.AsItself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@ApplicationTest
@AsItself
class CallerAddressesTests {
    @Autowired
    private Security security;

    @Autowired
    private LiveMetrics live;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Instant now = Instant.now();

    @AfterEach
    void tidy() {
        database.sql("delete from caller_address").update();
        database.sql("delete from token_refusal").update();
    }

    @Test
    void an_address_is_new_to_a_caller_that_was_seen_elsewhere_before() {
        at(now.minus(Duration.ofDays(3)))
                .bring(List.of(new Visit("bot", "10.0.0.1", 1), new Visit("job", "10.0.0.2", 1)));
        at(now.minus(Duration.ofHours(2)))
                .bring(List.of(new Visit("bot", "10.0.0.1", 4), new Visit("bot", "10.0.0.2", 1)));
        assertThat(newAddresses())
                .as("10.0.0.2 is known of the job, and new of the bot")
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.caller()).isEqualTo("bot");
                    assertThat(each.address()).isEqualTo("10.0.0.2");
                });
        assertThat(look().addressesSince()).isBefore(now.minus(Duration.ofDays(2)));
    }

    @Test
    void refused_tokens_are_counted_by_address_and_are_no_callers() {
        at(now.minus(Duration.ofHours(30))).bring(List.of(new Visit("", "10.9.9.9", 50)));
        at(now.minus(Duration.ofHours(3))).bring(List.of(new Visit("", "10.9.9.9", 2), new Visit("", "10.9.9.8", 5)));
        at(now).bring(List.of(new Visit("", "10.9.9.9", 7)));
        assertThat(look().refusedFrom())
                .containsExactly(
                        new SecurityPicture.Counted("10.9.9.9", "", 9), new SecurityPicture.Counted("10.9.9.8", "", 5));
        assertThat(newAddresses()).isEmpty();
    }

    @Test
    void what_is_kept_is_bounded_in_time_and_in_number() {
        at(now.minus(Duration.ofDays(91))).bring(List.of(new Visit("old", "10.0.0.1", 1)));
        database.sql("""
                insert into caller_address (caller, address, first_at, last_at)
                select '', '10.' || n, now() - interval '2 days', now() - interval '2 days' from generate_series(1, 10100) n\
                """).update();
        at(now).bring(List.of(new Visit("bot", "10.0.0.1", 1)));
        assertThat(database.sql("select count(*) from caller_address")
                        .query(Integer.class)
                        .single())
                .isEqualTo(CallerAddresses.MOST);
        assertThat(newAddresses())
                .extracting(SecurityPicture.NewAddress::caller)
                .containsExactly("bot");
    }

    @Test
    void nothing_is_called_new_before_addresses_were_noted_for_a_day() {
        at(now.minus(Duration.ofHours(23))).bring(List.of(new Visit("bot", "10.0.0.1", 1)));
        at(now.minus(Duration.ofHours(1))).bring(List.of(new Visit("bot", "10.0.0.2", 1)));
        SecurityPicture picture = look();
        assertThat(picture.newAddresses()).isEmpty();
        assertThat(picture.addressesKnown()).isFalse();
    }

    private CallerAddresses at(Instant time) {
        return new CallerAddresses(live, database, transactions, Clock.fixed(time, ZoneOffset.UTC));
    }

    /** Those of these tests: what others called in the same application is noted by its own clock whenever it is due. */
    private List<SecurityPicture.NewAddress> newAddresses() {
        return look().newAddresses().stream()
                .filter(each -> each.address().startsWith("10."))
                .toList();
    }

    private SecurityPicture look() {
        return switch (security.look()) {
            case Answer.Found<SecurityPicture>(SecurityPicture picture) -> picture;
            case Answer.Unavailable<SecurityPicture>(String reason) -> throw new AssertionError(reason);
        };
    }
}
