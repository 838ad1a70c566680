package io.zol0.limits;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Freezes a scope for every caller when its provider bans it, refuses it with a time to come back, or refuses it
 * {@value #REFUSALS} times in a row. Bans outlive the process. Safe for any number of threads; a proper answer costs one read of
 * a field unless something was refused before.
 */
public final class BanGuard {
    /** So many refusals in a row are taken for the last warning before a ban. */
    public static final int REFUSALS = 5;

    /** Most bans in force at once; a scope beyond freezes its whole upstream. */
    public static final int MOST_BANS = 1_000;

    /** Most scopes whose refusals are counted; beyond, the one that was refused first is forgotten. */
    static final int MOST_ROWS = 1_000;

    /** The pause after the first row of refusals; it doubles with each that follows without a proper answer in between. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Shorter pauses after one refusal are not worth keeping beyond the process. */
    static final Duration WORTH_KEEPING = Duration.ofMinutes(1);

    /** Ends this close together are the same end, said twice. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private final BiConsumer<Scope, Freeze> freeze;
    private final Consumer<Scope> thaw;
    private final BanStore store;
    private final Clock clock;
    private final Map<Scope, Ban> bans = new HashMap<>();
    private final Map<Scope, Row> rows = new LinkedHashMap<>();
    private volatile boolean quiet = true;

    /** Refusals of a scope without a proper answer in between. */
    private static final class Row {
        int refusals;
        int pauses;
    }

    /**
     * @param freeze called for each ban, such as {@link Limits#freeze}
     * @param thaw called when one is lifted, such as {@link Limits#thaw}
     */
    public BanGuard(BiConsumer<Scope, Freeze> freeze, Consumer<Scope> thaw, BanStore store, Clock clock) {
        this.freeze = freeze;
        this.thaw = thaw;
        this.store = store;
        this.clock = clock;
    }

    /** Freezes again what was frozen when the process ended; to be called once the quotas are there. May block. */
    public void restore() {
        List<Ban> kept = store.open();
        synchronized (this) {
            Instant now = clock.instant();
            for (Ban ban : kept) {
                if (ban.until().isAfter(now) && bans.size() < MOST_BANS) {
                    bans.put(ban.scope(), ban);
                    freeze.accept(ban.scope(), ban.freeze());
                }
            }
        }
    }

    /**
     * An answer spoke of a scope.
     *
     * @param provider what a sentence calls the provider
     */
    public void heard(Scope scope, long upstreamId, String provider, Signal signal) {
        switch (signal.meaning()) {
            case BANNED -> banned(scope, upstreamId, provider, signal);
            case REFUSED, NEAR_BAN -> refused(scope, upstreamId, provider, signal);
            case FINE -> fine(scope);
            case OVERLOADED, FORBIDDEN, FAILED -> {}
        }
    }

    /** A proper answer ends a row of refusals. */
    private void fine(Scope scope) {
        if (!quiet) {
            synchronized (this) {
                rows.remove(scope);
                quiet = rows.isEmpty();
            }
        }
    }

    /** Whether no scope has been refused since its last proper answer, so that nobody need be told of one. */
    public boolean isQuiet() {
        return quiet;
    }

    private void banned(Scope scope, long upstreamId, String provider, Signal signal) {
        Instant now = clock.instant();
        Instant until = signal.until();
        begin(
                scope,
                upstreamId,
                Ban.Kind.BANNED,
                now,
                until == null ? now.plus(LONGEST_PAUSE) : until,
                provider + " banned these calls.");
    }

    private synchronized void refused(Scope scope, long upstreamId, String provider, Signal signal) {
        Instant now = clock.instant();
        Instant until = signal.until();
        Ban before = bans.get(scope);
        if (before != null && before.until().isAfter(now)) {
            // Sent before the scope was frozen: no news, but for a later end.
            if (until != null) {
                begin(scope, upstreamId, before.kind(), now, until, before.reason());
            }
            return;
        }
        if (!rows.containsKey(scope) && rows.size() == MOST_ROWS) {
            rows.remove(rows.keySet().iterator().next());
        }
        Row row = rows.computeIfAbsent(scope, none -> new Row());
        quiet = false;
        row.refusals++;
        if (row.refusals >= REFUSALS || signal.meaning() == Meaning.NEAR_BAN) {
            row.refusals = 0;
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(row.pauses++, 10));
            Instant end = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
            begin(
                    scope,
                    upstreamId,
                    Ban.Kind.NEAR_BAN,
                    now,
                    until == null || until.isBefore(end) ? end : until,
                    provider + " refused " + REFUSALS + " times in a row; going on would end in a ban.");
        } else if (until != null) {
            begin(scope, upstreamId, Ban.Kind.REFUSED, now, until, provider + " refused and said when to come back.");
        }
    }

    private synchronized void begin(
            Scope scope, long upstreamId, Ban.Kind kind, Instant now, Instant until, String reason) {
        bans.values().removeIf(ban -> !ban.until().isAfter(now));
        Scope frozen = bans.size() < MOST_BANS || bans.containsKey(scope) ? scope : new Scope.OfUpstream(upstreamId);
        Ban before = bans.get(frozen);
        if (before != null
                && before.kind().compareTo(kind) <= 0
                && until.isBefore(before.until().plus(SAME))) {
            return;
        }
        Instant since = before == null ? now : before.since();
        Instant end = before == null || until.isAfter(before.until()) ? until : before.until();
        Ban ban = new Ban(frozen, upstreamId, kind, since, end, reason);
        bans.put(frozen, ban);
        freeze.accept(frozen, ban.freeze());
        if (kind != Ban.Kind.REFUSED || end.isAfter(now.plus(WORTH_KEEPING))) {
            store.began(ban);
        }
    }

    /**
     * Ends a ban by hand, for a reason that is kept; the row of refusals begins anew.
     *
     * @return what was lifted; empty where there was none
     */
    public synchronized Optional<Ban> lift(Scope scope, String reason) {
        Ban ban = bans.remove(scope);
        rows.remove(scope);
        quiet = rows.isEmpty();
        if (ban == null || !ban.until().isAfter(clock.instant())) {
            return Optional.empty();
        }
        thaw.accept(scope);
        store.lifted(ban, reason);
        return Optional.of(ban);
    }

    /** Forgets everything of an upstream that is removed. */
    public synchronized void forget(long upstreamId) {
        bans.values().removeIf(ban -> ban.upstreamId() == upstreamId);
    }

    /** The bans in force, the one that lasts longest first. */
    public synchronized List<Ban> current() {
        Instant now = clock.instant();
        return bans.values().stream()
                .filter(ban -> ban.until().isAfter(now))
                .sorted((one, other) -> other.until().compareTo(one.until()))
                .toList();
    }
}
