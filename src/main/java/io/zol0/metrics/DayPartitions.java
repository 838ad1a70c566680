package io.zol0.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The partitions of a table, one a day, which a function of the owner's makes: the application's role may not. One thread only. */
final class DayPartitions {
    private final JdbcTemplate jdbc;
    private final String table;
    private final Set<LocalDate> days = new HashSet<>();

    DayPartitions(JdbcTemplate jdbc, String table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    /** Makes the partition of a day where there is none; no where it was asked for before. */
    boolean make(LocalDate day) {
        if (days.contains(day)) {
            return false;
        }
        jdbc.queryForList("select " + table + "_partition(?)", day);
        days.add(day);
        return true;
    }

    /** Forgets which partitions are there, since the database may be another one when it is back. */
    void doubt() {
        days.clear();
    }

    static LocalDate dayOf(long minute) {
        return LocalDate.ofEpochDay(Math.floorDiv(minute, 24 * 60));
    }

    static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
