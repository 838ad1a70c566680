package io.zol0.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoursTests {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> WORK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T07:59:59Z, false", // Thursday 8:59:59 in Berlin
        "2026-11-26T08:00:00Z, true",
        "2026-11-26T15:59:59Z, true",
        "2026-11-26T16:00:00Z, false",
        "2026-11-28T12:00:00Z, false" // Saturday
    })
    void hours_of_a_day_begin_and_end_in_their_zone(Instant at, boolean within) {
        Hours office = new Hours(WORK, LocalTime.of(9, 0), LocalTime.of(17, 0), BERLIN);
        assertThat(office.contains(at)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T20:59:00Z, false", // Friday 21:59
        "2026-11-27T21:00:00Z, true",
        "2026-11-28T04:59:00Z, true", // Saturday 5:59, of Friday's night
        "2026-11-28T05:00:00Z, false",
        "2026-11-28T21:30:00Z, false", // Saturday's own night does not begin
        "2026-11-30T04:59:00Z, false", // Monday's morning is Sunday's night
    })
    void a_night_belongs_to_the_day_on_which_it_begins(Instant at, boolean within) {
        Hours night = new Hours(WORK, LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);
        assertThat(night.contains(at)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T22:30:00Z, 2026-03-29T05:00:00Z", // the night in which clocks go forward
        "2026-10-24T21:30:00Z, 2026-10-25T06:00:00Z", // the night in which they go back
        "2026-11-26T03:00:00Z, 2026-11-26T06:00:00Z"
    })
    void their_end_is_the_next_time_of_the_day_whatever_clocks_do(Instant at, Instant end) {
        Hours night = new Hours(EnumSet.allOf(DayOfWeek.class), LocalTime.of(22, 0), LocalTime.of(7, 0), BERLIN);
        assertThat(night.endAfter(at)).isEqualTo(end);
    }

    @Test
    void the_same_time_twice_is_the_whole_day() {
        assertThat(Hours.ALWAYS.contains(Instant.parse("2026-11-26T00:00:00Z"))).isTrue();
        assertThat(Hours.ALWAYS.isAlways()).isTrue();
        Hours weekend =
                new Hours(EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIN, LocalTime.MIN, BERLIN);
        assertThat(weekend.contains(Instant.parse("2026-11-27T23:30:00Z"))).isTrue();
        assertThat(weekend.contains(Instant.parse("2026-11-26T23:30:00Z"))).isFalse();
    }

    @Test
    void days_are_kept_as_bits() {
        assertThat(Hours.daysOf(new Hours(WORK, LocalTime.MIN, LocalTime.MIN, BERLIN).dayBits()))
                .isEqualTo(WORK);
        assertThat(Hours.daysOf(127)).hasSize(7);
    }
}
