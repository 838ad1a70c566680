package io.zol0.insight;

import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Visit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps at which addresses callers of the gateway were seen and where refused tokens came from: each minute what is new is brought
 * to the database, where it is kept for 90 days; of more than {@value #MOST} pairs those seen last. What was noted while the
 * database is away is lost when it is away for longer than a minute, and noted again within five.
 */
@Component
class CallerAddresses {
    static final int MOST = 10_000;
    private static final int MOST_REFUSALS_AN_HOUR = 1_000;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int LONGEST_CALLER = 200;
    private static final int LONGEST_ADDRESS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(CallerAddresses.class);

    private final LiveMetrics live;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CallerAddresses(LiveMetrics live, JdbcClient database, PlatformTransactionManager transactions, Clock clock) {
        this.live = live;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** A caller and an address of it. */
    record At(String caller, String address, Instant first, Instant last) {}

    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void bring() {
        try {
            bring(live.takeVisits());
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("At which addresses callers were is noted when the database is back", away);
        }
    }

    /** Always in the same order, since another node brings the same rows. */
    void bring(List<Visit> visits) {
        Instant now = clock.instant();
        Instant hour = Dependencies.floor(now, Duration.ofHours(1));
        List<Visit> ordered = visits.stream()
                .sorted(Comparator.comparing(Visit::caller).thenComparing(Visit::address))
                .toList();
        transaction.executeWithoutResult(status -> {
            ordered.forEach(visit -> database.sql("""
                    insert into caller_address as known (caller, address, first_at, last_at) values (:caller, :address, :now, :now)
                    on conflict (caller, address) do update set last_at = greatest(known.last_at, excluded.last_at)\
                    """)
                    .param("caller", shortened(visit.caller(), LONGEST_CALLER))
                    .param("address", shortened(visit.address(), LONGEST_ADDRESS))
                    .param("now", at(now))
                    .update());
            ordered.stream()
                    .filter(visit -> visit.caller().isEmpty())
                    .sorted(Comparator.comparingLong(Visit::times).reversed())
                    .limit(MOST_REFUSALS_AN_HOUR)
                    .sorted(Comparator.comparing(Visit::address))
                    .forEach(visit -> database.sql("""
                            insert into token_refusal as known (hour, address, refused) values (:hour, :address, :times)
                            on conflict (hour, address) do update set refused = known.refused + excluded.refused\
                            """)
                            .param("hour", at(hour))
                            .param("address", shortened(visit.address(), LONGEST_ADDRESS))
                            .param("times", visit.times())
                            .update());
            tidy(now, hour);
        });
    }

    private void tidy(Instant now, Instant hour) {
        database.sql("delete from caller_address where last_at < :before")
                .param("before", at(now.minus(KEPT)))
                .update();
        database.sql("""
                delete from caller_address where (caller, address) in (
                    select caller, address from caller_address order by last_at desc, caller, address offset :most)\
                """).param("most", MOST).update();
        database.sql("delete from token_refusal where hour < :before")
                .param("before", at(now.minus(KEPT)))
                .update();
        database.sql("""
                delete from token_refusal where hour = :hour and address in (
                    select address from token_refusal where hour = :hour order by refused desc, address offset :most)\
                """)
                .param("hour", at(hour))
                .param("most", MOST_REFUSALS_AN_HOUR)
                .update();
    }

    /** Addresses at which callers were seen first from a time on, the newest first; whether they are new to the caller alone. */
    List<At> firstSince(Instant since, int most) {
        return database.sql("""
                select * from caller_address where caller <> '' and first_at >= :since order by first_at desc, caller, address limit :most\
                """)
                .param("since", at(since))
                .param("most", most)
                .query((row, number) -> at(row))
                .list();
    }

    /** Since when addresses are noted; empty where none was. */
    Optional<Instant> since() {
        return database.sql("select min(first_at) from caller_address")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Addresses that showed tokens that are none of ours in the hours from a time on, the most first. */
    List<SecurityPicture.Counted> refusedSince(Instant since, int most) {
        return database.sql("""
                select address, sum(refused) as times from token_refusal where hour >= :since
                group by address order by times desc, address limit :most\
                """)
                .param("since", at(since))
                .param("most", most)
                .query((row, number) -> new SecurityPicture.Counted(row.getString("address"), "", row.getLong("times")))
                .list();
    }

    private static At at(ResultSet row) throws SQLException {
        return new At(
                row.getString("caller"),
                row.getString("address"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }
}
