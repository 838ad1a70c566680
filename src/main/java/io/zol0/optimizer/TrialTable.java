package io.zol0.optimizer;

import static io.zol0.optimizer.RecommendationTable.at;
import static io.zol0.optimizer.RecommendationTable.instant;
import static io.zol0.optimizer.RecommendationTable.optionalInstant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Trials and their slices in the database. */
@Component
class TrialTable {
    private final JdbcClient database;

    TrialTable(JdbcClient database) {
        this.database = database;
    }

    /** Whether one of an upstream's runs. */
    boolean isAnyOf(long upstreamId) {
        return database.sql("select exists (select from recommendation where upstream_id = :id and state = 'TRIAL')")
                .param("id", upstreamId)
                .query(Boolean.class)
                .single();
    }

    Optional<Trial> of(long recommendationId) {
        List<Slice> slices = database.sql("select * from trial_slice where recommendation_id = :id order by number")
                .param("id", recommendationId)
                .query((row, number) -> slice(row))
                .list();
        return database.sql("select * from trial where recommendation_id = :id")
                .param("id", recommendationId)
                .query((row, number) -> trial(row, slices))
                .optional();
    }

    void add(Trial trial) {
        database.sql("""
                insert into trial (recommendation_id, began_at, slice_ms, washout_ms, slices, slow_ms, before_calls,
                    before_failed, before_refused, before_slow, arm, slice, applied_change, in_force, reason)
                values (:id, :began, :slice, :washout, :slices, :slow, :calls, :failed, :refused, :slowCalls, :arm,
                    :number, :applied, :inForce, '')\
                """)
                .param("id", trial.recommendationId())
                .param("began", at(trial.beganAt()))
                .param("slice", trial.sliceLength().toMillis())
                .param("washout", trial.washout().toMillis())
                .param("slices", trial.slicesNeeded())
                .param("slow", trial.slowFrom().toMillis())
                .param("calls", trial.before().calls())
                .param("failed", trial.before().failed())
                .param("refused", trial.before().refusedByProvider())
                .param("slowCalls", trial.before().slow())
                .param("arm", trial.arm().name())
                .param("number", trial.slice())
                .param("applied", trial.appliedChange())
                .param("inForce", trial.inForce())
                .update();
    }

    /** Ends the slice that runs, if any, and begins another; what is in force is told with it. */
    void begin(long id, int number, Arm arm, Instant now, long appliedChange, long inForce) {
        endSlice(id, now);
        database.sql("""
                insert into trial_slice (recommendation_id, number, arm, began_at, read_to, usable, calls, failed,
                    refused_by_us, refused_by_provider, slow, outdated, served, aim_count, aim_of)
                values (:id, :number, :arm, :now, :now, true, 0, 0, 0, 0, 0, 0, 0, 0, 0)\
                """)
                .param("id", id)
                .param("number", number)
                .param("arm", arm.name())
                .param("now", at(now))
                .update();
        database.sql("update trial set arm = :arm, slice = :number, applied_change = :applied, in_force = :inForce"
                        + " where recommendation_id = :id")
                .param("id", id)
                .param("arm", arm.name())
                .param("number", number)
                .param("applied", appliedChange)
                .param("inForce", inForce)
                .update();
    }

    void endSlice(long id, Instant now) {
        database.sql("update trial_slice set ended_at = :now where recommendation_id = :id and ended_at is null")
                .param("id", id)
                .param("now", at(now))
                .update();
    }

    void count(long id, int number, Counts counts, Instant readTo) {
        database.sql("""
                update trial_slice set read_to = :readTo, calls = :calls, failed = :failed, refused_by_us = :byUs,
                    refused_by_provider = :byProvider, slow = :slow, outdated = :outdated, served = :served,
                    aim_count = :aimCount, aim_of = :aimOf
                where recommendation_id = :id and number = :number\
                """)
                .param("id", id)
                .param("number", number)
                .param("readTo", at(readTo))
                .param("calls", counts.calls())
                .param("failed", counts.failed())
                .param("byUs", counts.refusedByUs())
                .param("byProvider", counts.refusedByProvider())
                .param("slow", counts.slow())
                .param("outdated", counts.outdated())
                .param("served", counts.served())
                .param("aimCount", counts.aimCount())
                .param("aimOf", counts.aimOf())
                .update();
    }

    /** A slice that was interrupted does not count. */
    void drop(long id, int number) {
        database.sql("update trial_slice set usable = false where recommendation_id = :id and number = :number")
                .param("id", id)
                .param("number", number)
                .update();
    }

    void effect(long id, Trial.Difference effect) {
        database.sql("update trial set effect = :mean, effect_low = :low, effect_high = :high"
                        + " where recommendation_id = :id")
                .param("id", id)
                .param("mean", effect.mean())
                .param("low", effect.low())
                .param("high", effect.high())
                .update();
    }

    /** The trial is over; its setting is as told. */
    void end(long id, Instant now, String reason, long appliedChange, long inForce) {
        endSlice(id, now);
        database.sql(
                        "update trial set ended_at = coalesce(ended_at, :now), reason = :reason, applied_change = :applied,"
                                + " in_force = :inForce where recommendation_id = :id")
                .param("id", id)
                .param("now", at(now))
                .param("reason", reason.length() > 2000 ? reason.substring(0, 2000) : reason)
                .param("applied", appliedChange)
                .param("inForce", inForce)
                .update();
    }

    private static Trial trial(ResultSet row, List<Slice> slices) throws SQLException {
        Double mean = row.getObject("effect", Double.class);
        return new Trial(
                row.getLong("recommendation_id"),
                instant(row, "began_at"),
                optionalInstant(row, "ended_at"),
                Duration.ofMillis(row.getLong("slice_ms")),
                Duration.ofMillis(row.getLong("washout_ms")),
                row.getInt("slices"),
                Duration.ofMillis(row.getLong("slow_ms")),
                new Counts(
                        row.getLong("before_calls"),
                        row.getLong("before_failed"),
                        0,
                        row.getLong("before_refused"),
                        row.getLong("before_slow"),
                        0,
                        0,
                        0,
                        0),
                Arm.valueOf(row.getString("arm")),
                row.getInt("slice"),
                row.getLong("applied_change"),
                row.getLong("in_force"),
                mean == null
                        ? null
                        : new Trial.Difference(mean, row.getDouble("effect_low"), row.getDouble("effect_high")),
                row.getString("reason"),
                slices);
    }

    private static Slice slice(ResultSet row) throws SQLException {
        return new Slice(
                row.getInt("number"),
                Arm.valueOf(row.getString("arm")),
                instant(row, "began_at"),
                optionalInstant(row, "ended_at"),
                instant(row, "read_to"),
                row.getBoolean("usable"),
                new Counts(
                        row.getLong("calls"),
                        row.getLong("failed"),
                        row.getLong("refused_by_us"),
                        row.getLong("refused_by_provider"),
                        row.getLong("slow"),
                        row.getDouble("outdated"),
                        row.getLong("served"),
                        row.getDouble("aim_count"),
                        row.getDouble("aim_of")));
    }
}
