package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Protections;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.History;
import io.zol0.metrics.LivedTime;
import io.zol0.metrics.SeriesHistory;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What an hour of calls, measured as the gateway's are, has it advise. */
@ApplicationTest
class ProtectionAdvisorTests {
    private static final long BOOK = 901;
    private static final Duration QUICK = Duration.ofMillis(10);

    @Autowired
    private ApplicationContext application;

    /** Whole minutes ago, as the history beside it is the real one's. */
    private Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 7200);

    private final LivedTime time = LivedTime.startingAt(now);
    private Upstream exchange;

    @BeforeEach
    void add() {
        exchange = Itself.ask(
                () -> application.getBean(Upstreams.class).add(UpstreamDraft.of("exchange", "http://localhost:1")));
    }

    @AfterEach
    void remove() {
        Itself.run(() -> application.getBean(Upstreams.class).remove(exchange.id()));
    }

    @Test
    void fewer_calls_at_once_are_advised_where_busy_minutes_are_slow_and_many_calls_are_under_way() {
        minutes(60, minute -> call(minute % 2 == 0 ? 10 : 2, minute % 2 == 0 ? 4 : 0, Duration.ofSeconds(3)));
        assertThat(found()).singleElement().satisfies(proposal -> {
            assertThat(proposal.advice()).isInstanceOf(AtOnce.class);
            assertThat(proposal.title()).isEqualTo("Let at most 4 calls be at exchange at once");
            assertThat(proposal.because())
                    .startsWith("In the 30 minutes of the last hour with more than 2 calls a second, 40 % of them took"
                            + " 50 ms or longer; in the other 29 minutes 0 %.")
                    .endsWith("In the busier minutes at least 8.06 calls were under way at a time.");
            assertThat(proposal.effect().now()).isBetween(0.33, 0.34);
        });
    }

    @Test
    void a_limit_that_would_hardly_ever_be_reached_is_not_advised() {
        minutes(60, minute -> call(minute % 2 == 0 ? 10 : 2, minute % 2 == 0 ? 4 : 0, Duration.ofMillis(200)));
        assertThat(found()).isEmpty();
    }

    @Test
    void a_few_minutes_say_nothing_however_many_seconds_they_have() {
        minutes(4, minute -> call(minute % 2 == 0 ? 20 : 2, minute % 2 == 0 ? 8 : 0, Duration.ofSeconds(3)));
        assertThat(found()).isEmpty();
    }

    @Test
    void a_breaker_is_advised_where_an_endpoint_failed_for_a_while_of_the_hour() {
        minutes(60, minute -> {
            if (minute >= 20 && minute < 30) {
                time.failed(exchange.id(), BOOK, QUICK);
            } else {
                call(1, 0, QUICK);
            }
        });
        assertThat(found()).singleElement().satisfies(proposal -> {
            assertThat(proposal.advice()).isInstanceOf(BreakerLevels.class);
            assertThat(proposal.because()).startsWith("600 of 3,600 calls of the last hour failed, on 1 endpoint");
        });
    }

    private List<Proposal> found() {
        Measured.Source measured = (at, upstreams) -> new Recorded(
                time.live(),
                application.getBean(History.class),
                application.getBean(SeriesHistory.class),
                at,
                upstreams);
        ProtectionAdvisor advisor = new ProtectionAdvisor(
                application.getBean(Upstreams.class),
                application.getBean(Quotas.class),
                application.getBean(Protections.class),
                time.live(),
                measured,
                application.getBean(RecommendationTable.class));
        return Itself.ask(() -> advisor.look(now)).stream()
                .filter(each -> each.advice().about().upstreamId() == exchange.id())
                .toList();
    }

    /** Has every second of so many minutes lived: the last minute runs then. */
    private void minutes(int many, IntConsumer second) {
        for (int minute = 0; minute < many; minute++) {
            for (int i = 0; i < 60; i++) {
                second.accept(minute);
                now = now.plusSeconds(1);
                time.end(now);
            }
        }
    }

    private void call(int many, int slow, Duration slowTime) {
        for (int i = 0; i < many; i++) {
            time.call(exchange.id(), BOOK, i < slow ? slowTime : QUICK);
        }
    }
}
