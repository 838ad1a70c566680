package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class PageVitalsTests {
    private static final Instant START = Instant.parse("2026-11-23T12:10:00Z");

    private final HandClock clock = new HandClock(START);

    @Test
    void the_75th_percentile_is_within_1_percent_of_the_exact_one_also_when_it_is_made_of_days() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals vitals = vitals(database);
            Random random = new Random(7);
            List<Double> exact = new ArrayList<>();
            for (int hour = 0; hour < 100; hour++) {
                for (int i = 0; i < 50; i++) {
                    double millis = Math.exp(random.nextGaussian()) * 1000;
                    exact.add(millis);
                    vitals.record("shop.example/a", Device.MOBILE, Vital.LCP, millis);
                    vitals.record("shop.example/a", Device.DESKTOP, Vital.CLS, millis / 10_000);
                }
                vitals.write();
                clock.pass(3600);
            }
            vitals.write();
            Collections.sort(exact);
            double p75 = exact.get((int) Math.ceil(exact.size() * 0.75) - 1);
            List<PageVital> found = found(vitals, START.truncatedTo(ChronoUnit.DAYS));
            assertThat(found).extracting(PageVital::vital).containsExactly(Vital.CLS, Vital.LCP);
            assertThat(found).extracting(PageVital::samples).containsOnly(5000L);
            assertThat(found.get(1).p75()).isCloseTo(p75, within(p75 / 100));
            assertThat(found.get(0).p75()).isCloseTo(p75 / 10_000, within(p75 / 1_000_000));
            assertThat(rows(database)).isLessThan(2 * 60);
        }
    }

    @Test
    void processes_add_up_and_a_process_that_ends_leaves_what_it_counted() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals first = vitals(database);
            first.record("a/", Device.DESKTOP, Vital.INP, 100);
            first.destroy();
            PageVitals second = vitals(database);
            second.record("a/", Device.DESKTOP, Vital.INP, 100);
            second.record("a/", Device.DESKTOP, Vital.INP, 100);
            assertThat(found(second, START.minusSeconds(3600)))
                    .extracting(PageVital::samples)
                    .containsExactly(3L);
            second.write();
            second.record("a/", Device.DESKTOP, Vital.INP, 100);
            assertThat(found(second, START.minusSeconds(3600)))
                    .extracting(PageVital::samples)
                    .containsExactly(4L);
        }
    }

    @Test
    void a_page_is_told_hour_by_hour_and_by_the_day_once_its_hours_were_put_together() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals vitals = vitals(database);
            Instant day = START.truncatedTo(ChronoUnit.DAYS);
            for (int hour = 0; hour < 60; hour++) {
                vitals.record("shop.example/a", Device.MOBILE, Vital.LCP, 1000 + hour);
                vitals.record("shop.example/b", Device.MOBILE, Vital.LCP, 9000);
                vitals.write();
                clock.pass(3600);
            }
            List<PageVitals.Hour> hours = switch (vitals.byHour("shop.example/a", day)) {
                case Answer.Found<List<PageVitals.Hour>>(List<PageVitals.Hour> found) -> found;
                case Answer.Unavailable<List<PageVitals.Hour>>(String reason) -> throw new AssertionError(reason);
            };
            assertThat(hours.getFirst().at())
                    .as("twelve hours of the first day")
                    .isEqualTo(day);
            assertThat(hours.getFirst().vitals())
                    .singleElement()
                    .satisfies(vital -> assertThat(vital.samples()).isEqualTo(12));
            assertThat(hours).hasSize(1 + 48);
            assertThat(hours.getLast().at())
                    .isEqualTo(START.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(59)));
            assertThat(hours.getLast().vitals())
                    .singleElement()
                    .satisfies(vital -> assertThat(vital.p75()).isCloseTo(1059, within(11.0)));
        }
    }

    @Test
    void what_is_measured_while_the_database_is_away_is_written_when_it_is_back() {
        try (TestDatabase database = TestDatabase.dedicated()) {
            database.migrate();
            PageVitals vitals = vitals(database);
            database.stop();
            vitals.record("a/", Device.DESKTOP, Vital.TTFB, 100);
            vitals.write();
            clock.pass(3 * 3600);
            vitals.write();
            assertThat(vitals.since(START)).isInstanceOf(Answer.Unavailable.class);
            database.start();
            vitals.write();
            assertThat(found(vitals, START.minusSeconds(3600)))
                    .extracting(PageVital::samples)
                    .containsExactly(1L);
            assertThat(rows(database)).isEqualTo(1);
            assertThat(vitals.lost()).isZero();
        }
    }

    @Test
    void pages_beyond_the_bound_share_their_figures() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals vitals = vitals(database);
            for (int i = 0; i < PageVitals.MOST + 50; i++) {
                vitals.record("a/" + i, Device.DESKTOP, Vital.FCP, 10);
            }
            List<PageVital> found = found(vitals, START.minusSeconds(3600));
            assertThat(found).hasSize(PageVitals.MOST + 1);
            assertThat(found)
                    .filteredOn(each -> each.page().equals(PageVitals.OTHER))
                    .extracting(PageVital::samples)
                    .containsExactly(50L);
        }
    }

    @Test
    void resources_beyond_the_bound_share_the_figures_of_others_of_their_upstream_and_leave_pages_their_room() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals vitals = vitals(database);
            for (int i = 0; i < PageVitals.MOST + 50; i++) {
                vitals.record((i % 2 == 0 ? "quotes/" : "orders/") + i, Device.DESKTOP, Vital.RESOURCE, 10);
            }
            vitals.record("shop.example/", Device.DESKTOP, Vital.LCP, 10);
            List<PageVital> found = found(vitals, START.minusSeconds(3600));
            assertThat(found).hasSize(PageVitals.MOST + 2 + 1);
            assertThat(found)
                    .filteredOn(each -> each.page().endsWith(PageVitals.OTHER_RESOURCES))
                    .extracting(PageVital::page, PageVital::samples)
                    .containsExactly(
                            tuple("orders" + PageVitals.OTHER_RESOURCES, 25L),
                            tuple("quotes" + PageVitals.OTHER_RESOURCES, 25L));
            assertThat(found).extracting(PageVital::page).contains("shop.example/");
        }
    }

    @Test
    void what_is_of_an_upstream_is_seen_with_it_alone() {
        PageVital page = new PageVital("quotes/a", Device.DESKTOP, Vital.LCP, 1, 1);
        PageVital resource = new PageVital("quotes/a", Device.DESKTOP, Vital.RESOURCE, 1, 1);
        PageVital upstream = new PageVital("quotes", Device.DESKTOP, Vital.UPSTREAM, 1, 1);
        assertThat(Stream.of(page, resource, upstream).filter(each -> each.isSeenWith(Set.of("quotes"))))
                .containsExactly(page, resource, upstream);
        assertThat(Stream.of(page, resource, upstream).filter(each -> each.isSeenWith(Set.of("quotes/a"))))
                .containsExactly(page);
    }

    @Test
    void what_cannot_have_been_measured_is_passed_over() {
        try (TestDatabase database = TestDatabase.migrated()) {
            PageVitals vitals = vitals(database);
            for (double value : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e9}) {
                vitals.record("a/", Device.DESKTOP, Vital.LCP, value);
                vitals.record("a/", Device.DESKTOP, Vital.CLS, value);
            }
            assertThat(found(vitals, START.minusSeconds(3600))).isEmpty();
        }
    }

    @Test
    void bands_are_those_of_web_vitals() {
        assertThat(Vital.LCP.band(2500)).isEqualTo(Vital.Band.GOOD);
        assertThat(Vital.LCP.band(2501)).isEqualTo(Vital.Band.NEEDS_WORK);
        assertThat(Vital.INP.band(501)).isEqualTo(Vital.Band.POOR);
        assertThat(Vital.CLS.band(0.1)).isEqualTo(Vital.Band.GOOD);
        assertThat(Vital.UPSTREAM.band(5)).isEqualTo(Vital.Band.NONE);
    }

    @Test
    void pages_with_enough_samples_are_series_once_a_minute() {
        try (TestDatabase database = TestDatabase.migrated()) {
            SubjectNames names = new SubjectNames(database.dataSource(), clock);
            PageVitals vitals =
                    new PageVitals(new VitalTable(database.dataSource()), names, Duration.ofDays(90), clock);
            for (int i = 0; i < PageVital.ENOUGH; i++) {
                vitals.record("a/", Device.MOBILE, Vital.LCP, 1000);
                vitals.record("b/", Device.MOBILE, Vital.LCP, i == 0 ? 1000 : -1);
                vitals.record("quotes/a", Device.MOBILE, Vital.RESOURCE, 1000);
            }
            PageSeries series = new PageSeries(vitals, names, clock);
            List<SeriesKey> told = new ArrayList<>();
            Readings into = new Readings() {
                @Override
                public void gauge(SeriesKey key, double value) {
                    told.add(key);
                    assertThat(value).isCloseTo(1000, within(10.0));
                }

                @Override
                public void total(SeriesKey key, double total) {
                    throw new AssertionError(key);
                }
            };
            series.read(into);
            clock.pass(5);
            series.read(into);
            assertThat(told).hasSize(1);
            assertThat(names.nameOf(told.getFirst().subject())).contains("mobile a/");
            clock.pass(60);
            series.read(into);
            assertThat(told).hasSize(2);
        }
    }

    private PageVitals vitals(TestDatabase database) {
        SubjectNames names = new SubjectNames(database.dataSource(), clock);
        return new PageVitals(new VitalTable(database.dataSource()), names, Duration.ofDays(90), clock);
    }

    private static List<PageVital> found(PageVitals vitals, Instant from) {
        return switch (vitals.since(from)) {
            case Answer.Found<List<PageVital>>(List<PageVital> found) -> found;
            case Answer.Unavailable<List<PageVital>>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static int rows(TestDatabase database) {
        return new JdbcTemplate(database.dataSource()).queryForObject("select count(*) from page_vital", Integer.class);
    }
}
