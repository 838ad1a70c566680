package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.TestUpstreams;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.RecordedMinutes;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day on which a deployment made a fifth of the calls fail: its report, and its score by other weights. */
@ApplicationTest
@AsItself
class PastDayTests {
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(2);

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs signedIn;

    @Autowired
    private History history;

    @Autowired
    private HealthReader reader;

    @Autowired
    private Health health;

    @Autowired
    private WeightTable weights;

    @Autowired
    private Happenings happenings;

    @Autowired
    private TraceReader traces;

    @Autowired
    private PriceTable prices;

    @Autowired
    private Spending spending;

    @Autowired
    private Whereabouts places;

    @Autowired
    private DataSource source;

    @Autowired
    private JdbcClient database;

    private Upstream shop;

    /** Ten calls a minute from 10:00 until 12:01, two of which fail from 11:01 on; the deployment is of 11:00. */
    @BeforeEach
    void record() {
        shop = upstreams.add(TestUpstreams.in("told", "told-shop", "http://127.0.0.1:9"));
        long orders = endpoints.resolve(shop.id(), "GET", "/orders").id();
        RecordedMinutes past = new RecordedMinutes(source);
        for (int minute = 0; minute <= 120; minute++) {
            past.add(
                    shop.id(),
                    orders,
                    at("10:00:00").plusSeconds(60L * minute),
                    10,
                    minute > 60 ? 2 : 0,
                    Duration.ofMillis(20));
        }
        past.add(shop.id(), orders, at("10:00:00").minus(Duration.ofDays(1)), 5, 0, Duration.ofMillis(20));
        prices.set(new Price(shop.id(), at("00:00:00").minus(Duration.ofDays(9)), 0.01, 0, 0, 0, "ops"));
        happenings.tell(new Deployment(0, at("11:00:00"), "shop 4.0", "", "", 0, "", ""), "told-shop");
        accounts.add("rita", new AccountSettings(Role.VIEWER, Set.of("told"), true));
    }

    @AfterEach
    void remove() {
        upstreams.remove(shop.id());
        database.sql("delete from deployment where title = 'shop 4.0'").update();
        accounts.all().stream()
                .filter(each -> each.name().equals("rita"))
                .forEach(each -> accounts.remove(each.id(), each.version()));
    }

    @Test
    void its_report_has_its_figures_what_the_deployment_brought_and_what_to_do_and_is_the_same_a_week_later() {
        Report report = report(at("00:00:00").plus(Duration.ofDays(1)));
        assertThat(report.total().calls()).isEqualTo(1210);
        assertThat(report.total().failedShare()).isCloseTo(120 / 1210.0, within(1e-12));
        assertThat(report.total().p95()).isCloseTo(20, within(0.1));
        assertThat(report.before().calls()).isEqualTo(5);
        assertThat(report.upstreams()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("told-shop");
            assertThat(each.now().calls()).isEqualTo(1210);
        });
        assertThat(report.changes()).singleElement().satisfies(change -> {
            assertThat(change.at()).isEqualTo(at("11:00:00"));
            assertThat(change.sentence()).isEqualTo("shop 4.0");
            assertThat(change.before()).extracting(Report.Figures::calls).isEqualTo(600L);
            assertThat(change.before()).extracting(Report.Figures::failedShare).isEqualTo(0.0);
            assertThat(change.after()).extracting(Report.Figures::calls).isEqualTo(600L);
            assertThat(change.after()).extracting(Report.Figures::failedShare).isEqualTo(0.2);
            assertThat(change.failed()).satisfies(failed -> {
                assertThat(failed.value()).isCloseTo(0.2, within(1e-12));
                assertThat(failed.low()).isBetween(0.15, 0.2);
                assertThat(failed.high()).isBetween(0.2, 0.25);
            });
        });
        assertThat(report.cost()).satisfies(cost -> {
            assertThat(cost.spent()).isCloseTo(12.10, within(1e-9));
            assertThat(cost.before()).isCloseTo(0.05, within(1e-9));
            assertThat(cost.saved()).isZero();
        });
        assertThat(report.next()).anyMatch(step -> step.startsWith("Find out why calls fail."));
        assertThat(report(at("09:00:00").plus(Duration.ofDays(8)))).isEqualTo(report);
    }

    /** With the share of failed calls alone 10 % is 0 and none is 1, so that 20 % is 0. */
    @Test
    void its_score_is_worked_out_anew_by_other_weights() {
        List<Health.Past> past = found(
                health.past(Place.upstream(shop.id(), "told"), at("10:00:00"), at("12:00:00"), Duration.ofMinutes(15)));
        assertThat(past).hasSize(8);
        HealthWeights failures = only(Term.FAILED);
        assertThat(past).extracting(each -> each.score(failures).score()).startsWith(1.0, 1.0, 1.0, 1.0);
        assertThat(past).extracting(each -> each.score(failures).score()).endsWith(0.0, 0.0, 0.0);
        assertThat(past.get(4).score(failures).score())
                .as("2 of 10 failed in 14 of its 15 minutes, which is 18.7 %")
                .isZero();
        TermSetting lenient = new TermSetting(1, 0, 40);
        ToDoubleFunction<Health.Past> leniently =
                each -> each.score(only(Term.FAILED).with(Term.FAILED, lenient)).score();
        assertThat(leniently.applyAsDouble(past.get(4))).isCloseTo(1 - 28 / 150.0 / 0.4, within(1e-9));
        assertThat(leniently.applyAsDouble(past.get(7))).isCloseTo(0.5, within(1e-9));
    }

    private static HealthWeights only(Term counting) {
        HealthWeights weights = HealthWeights.standard();
        for (Term term : Term.values()) {
            TermSetting standard = term.standard();
            weights = weights.with(term, new TermSetting(term == counting ? 1 : 0, standard.good(), standard.bad()));
        }
        return weights;
    }

    private Report report(Instant made) {
        Reports reports = new Reports(
                history,
                reader,
                weights,
                happenings,
                traces,
                prices,
                spending,
                places,
                Clock.fixed(made, ZoneOffset.UTC));
        return signedIn.ask("rita", () -> found(reports.of(Reports.Kind.DAY, DAY, ZoneOffset.UTC)));
    }

    private static Instant at(String time) {
        return Instant.parse(DAY + "T" + time + "Z");
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
