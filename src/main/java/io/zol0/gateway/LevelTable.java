package io.zol0.gateway;

import io.zol0.limits.Limits.Level;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps where the operating level of each quota is, so that a restart forgets nothing: within five seconds, later where the database is
 * away. What a controller learned is forgotten when it is a day old. Of several nodes the one that wrote last counts.
 */
@Component
class LevelTable {
    private static final Logger log = LoggerFactory.getLogger(LevelTable.class);

    private static final Duration LEARNED_FOR = Duration.ofDays(1);
    private static final Duration CONFIRMED_EVERY = Duration.ofHours(1);

    private final JdbcClient database;
    private final Limiting limiting;
    private final Clock clock;

    /** As they are in the database; one for each quota. */
    private final Map<Long, Written> kept = new HashMap<>();

    private record Written(Level level, Instant at) {
        boolean holds(Level now, Instant time) {
            return level.equals(now) && time.isBefore(at.plus(CONFIRMED_EVERY));
        }
    }

    LevelTable(JdbcClient database, Limiting limiting, Clock clock) {
        this.database = database;
        this.limiting = limiting;
        this.clock = clock;
    }

    /** Lets every quota go on from the level that is kept; to be called once they are there. */
    synchronized void restore() {
        database.sql("""
                select quota_id, quota_level.version, weight from quota_level join quota on quota.id = quota_id
                where at > :since or control_mode <> 'ON'\
                """)
                .param("since", at(clock.instant().minus(LEARNED_FOR)))
                .query((row, number) ->
                        new Level(row.getLong("quota_id"), 0, row.getLong("version"), row.getLong("weight")))
                .list()
                .forEach(level -> limiting.limits().resume(level.quotaId(), level.version(), level.weight()));
    }

    @PreDestroy
    @Scheduled(fixedDelay = 5_000)
    synchronized void keep() {
        Instant now = clock.instant();
        List<Level> levels = limiting.limits().levels();
        Set<Long> there = levels.stream().map(Level::quotaId).collect(Collectors.toCollection(HashSet::new));
        kept.keySet().retainAll(there);
        try {
            for (Level level : levels) {
                Written before = kept.get(level.quotaId());
                if (before == null || !before.holds(level, now)) {
                    write(level, now);
                    kept.put(level.quotaId(), new Written(level, now));
                }
            }
        } catch (DataAccessException away) {
            log.debug("Levels of quotas are kept when the database is back", away);
        }
    }

    /** Nothing where the quota was changed or removed meanwhile. */
    private void write(Level level, Instant now) {
        database.sql("""
                insert into quota_level (quota_id, version, weight, at)
                select id, version, :weight, :at from quota where id = :quota and version = :version
                on conflict (quota_id) do update
                set version = excluded.version, weight = excluded.weight, at = excluded.at\
                """)
                .param("quota", level.quotaId())
                .param("version", level.version())
                .param("weight", level.weight())
                .param("at", at(now))
                .update();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
