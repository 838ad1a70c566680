package io.zol0.catalog;

import io.zol0.metrics.LiveMetrics;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The endpoints of which every call is kept for a while, at most 100; it goes on after a restart. */
@Service
@DenyAll
public class Recordings {
    /** The longest time for which every call of an endpoint is kept. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Endpoints endpoints;
    private final InSight inSight;
    private final LiveMetrics metrics;
    private final Audit audit;
    private final Clock clock;

    Recordings(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Endpoints endpoints,
            InSight inSight,
            LiveMetrics metrics,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.endpoints = endpoints;
        this.inSight = inSight;
        this.metrics = metrics;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that go on, of upstreams in sight. */
    @RolesAllowed("VIEWER")
    public List<Recording> all() {
        LongPredicate seen = inSight.upstreams();
        return jdbc
                .sql("select endpoint_id, upstream_id, until from full_recording where until > :now order by until")
                .param("now", at(clock.instant()))
                .query((row, n) -> Map.entry(
                        row.getLong(2),
                        new Recording(
                                row.getLong(1),
                                row.getObject(3, OffsetDateTime.class).toInstant())))
                .list()
                .stream()
                .filter(each -> seen.test(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Keeps every call of an endpoint from now on.
     *
     * @param length a second to {@link #LONGEST}
     * @throws InvalidDraft where the time is too short or too long, or there are as many already
     * @throws UnknownSetting where there is no such endpoint in sight
     */
    @RolesAllowed("OPERATOR")
    public Recording start(long endpointId, Duration length) {
        Endpoint endpoint = known(endpointId);
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0) {
            throw new InvalidDraft(List.of(new Problem("time", "Choose a time from a second to a day, such as PT1H.")));
        }
        Instant until = clock.instant().plus(length);
        if (!metrics.keepEvery(endpointId, until)) {
            throw new InvalidDraft(List.of(
                    new Problem("endpoint", "Every call of 100 endpoints is kept already; end one of those first.")));
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from full_recording where until < :now")
                    .param("now", at(clock.instant()))
                    .update();
            jdbc.sql("""
                            insert into full_recording (endpoint_id, upstream_id, until) values (:endpoint, :upstream, :until)
                            on conflict (endpoint_id) do update set until = excluded.until""")
                    .param("endpoint", endpointId)
                    .param("upstream", endpoint.upstreamId())
                    .param("until", at(until))
                    .update();
            audit.record(AuditAction.RECORDING_CHANGED, name(endpoint), null, Map.of("until", until));
        });
        return new Recording(endpointId, until);
    }

    /**
     * Keeps of an endpoint what is kept of any again.
     *
     * @throws UnknownSetting where there is no such endpoint in sight
     */
    @RolesAllowed("OPERATOR")
    public void stop(long endpointId) {
        Endpoint endpoint = known(endpointId);
        transaction.executeWithoutResult(status -> {
            int removed = jdbc.sql("delete from full_recording where endpoint_id = :endpoint")
                    .param("endpoint", endpointId)
                    .update();
            if (removed > 0) {
                audit.record(AuditAction.RECORDING_CHANGED, name(endpoint), Map.of("kept", "every call"), null);
            }
        });
        metrics.keepSome(endpointId);
    }

    private Endpoint known(long endpointId) {
        return endpoints.byId(endpointId).orElseThrow(() -> UnknownSetting.endpoint(endpointId));
    }

    private static String name(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.template();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
