package io.zol0.catalog;

import io.zol0.catalog.SettingWriter.Made;
import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.limits.Quota;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where settings change: each change is checked, kept with what was before, and published once it was committed, in the order
 * of the changes. Listeners must not wait for somebody who changes settings.
 */
@Service
@DenyAll
public class Catalog {
    /** Most changes of a page of history. */
    public static final int MOST = 200;

    private final SettingWriter writer;
    private final SettingStore store;
    private final SettingHistory history;
    private final InSight inSight;
    private final KnownPresets presets;
    private final Turns turns;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    /** Held until a change is published, so that two are heard in the order in which they were committed. */
    private final Lock turn = new ReentrantLock();

    Catalog(
            SettingWriter writer,
            SettingStore store,
            SettingHistory history,
            InSight inSight,
            KnownPresets presets,
            Turns turns,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.writer = writer;
        this.store = store;
        this.history = history;
        this.inSight = inSight;
        this.presets = presets;
        this.turns = turns;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Makes a change.
     *
     * @return what was made; where the setting is so already, the change that made it so
     * @throws InvalidDraft where the rules say no
     * @throws ChangedMeanwhile where the version is not the present one
     * @throws UnknownSetting where it is about something that is not there
     * @throws UnknownUpstream likewise
     */
    @RolesAllowed("OPERATOR")
    public AppliedChange apply(SettingChange change) {
        return apply(List.of(change)).getFirst();
    }

    /** Makes several changes, all or none; for the rest as {@link #apply(SettingChange)}. */
    @RolesAllowed("OPERATOR")
    public List<AppliedChange> apply(List<SettingChange> changes) {
        return inTurn(() -> changes.stream()
                .map(change -> new Result(change.setting(), writer.make(change, null)))
                .toList());
    }

    /**
     * Makes a change together with what somebody else keeps of it: both are there, or neither. For the rest as {@link
     * #apply(SettingChange)}.
     *
     * @param together runs in the change's transaction and must not wait for anybody; what it throws undoes the change
     */
    @RolesAllowed("OPERATOR")
    public AppliedChange apply(SettingChange change, Consumer<AppliedChange> together) {
        return inTurn(() -> List.of(new Result(change.setting(), writer.make(change, null))), together)
                .getFirst();
    }

    /**
     * Takes a change back, which is a change itself.
     *
     * @throws ChangedSince where the setting was changed again since
     */
    @RolesAllowed("OPERATOR")
    public AppliedChange revert(long id) {
        return revert(id, id);
    }

    /**
     * Takes a change back together with those made to the setting since.
     *
     * @param newest the last of them, as it was seen
     * @throws ChangedSince where there is one beyond that
     * @throws UnknownSetting where there is no such change
     */
    @RolesAllowed("OPERATOR")
    public AppliedChange revert(long id, long newest) {
        return revert(id, newest, "", null, change -> {});
    }

    /**
     * The same for a reason, together with what somebody else keeps of it; see {@link #apply(SettingChange, Consumer)}.
     *
     * @param reason empty for a sentence that says whose change it was
     * @param origin what it came from; null for whoever is at work on this thread
     */
    @RolesAllowed("OPERATOR")
    public AppliedChange revert(
            long id, long newest, String reason, @Nullable ChangeOrigin origin, Consumer<AppliedChange> together) {
        return inTurn(
                        () -> {
                            AppliedChange taken = history.byId(id).orElseThrow(() -> UnknownSetting.change(id));
                            SettingId setting = taken.setting();
                            List<AppliedChange> later = history.since(setting, newest);
                            if (!later.isEmpty()) {
                                throw new ChangedSince(later);
                            }
                            Map<String, Object> before = taken.before();
                            SettingChange back = new SettingChange(
                                    setting,
                                    history.newest(setting),
                                    before == null ? null : SettingJson.read(setting, before),
                                    reason.isEmpty()
                                            ? "Takes back change %d by %s.".formatted(id, taken.who())
                                            : reason,
                                    origin);
                            return List.of(new Result(setting, writer.make(back, id)));
                        },
                        together)
                .getFirst();
    }

    /** The changes made, the newest first; to each who asks those of upstreams in sight. */
    @RolesAllowed("VIEWER")
    public List<AppliedChange> history(HistoryFilter filter, int offset, int limit) {
        return history.page(filter, offset, Math.min(limit, MOST));
    }

    @RolesAllowed("VIEWER")
    public long count(HistoryFilter filter) {
        return history.count(filter);
    }

    /** A setting as it is now; as if it were not set where it is out of sight. */
    @RolesAllowed("VIEWER")
    public CurrentSetting current(SettingId setting) {
        if (setting.upstreamId() != 0 && !inSight.upstreams().test(setting.upstreamId())) {
            return new CurrentSetting(setting, null, 0);
        }
        return within(() -> new CurrentSetting(setting, store.find(setting).orElse(null), history.newest(setting)));
    }

    /** What is wrong with a setting by itself; a name that is taken shows only when it is saved. */
    @RolesAllowed("VIEWER")
    public List<Problem> problemsOf(Setting setting) {
        return SettingRules.problemsOf(setting);
    }

    /** What is right in a quota and yet maybe not meant so, for a quota in which nothing is wrong. */
    @RolesAllowed("VIEWER")
    public List<Problem> notesOf(Quota quota) {
        return QuotaNotes.of(quota);
    }

    /**
     * The quotas that a preset begins with, for an upstream, not saved yet.
     *
     * @throws InvalidDraft where there is no such preset
     */
    @RolesAllowed("VIEWER")
    public List<Quota> draftsFrom(long upstreamId, String preset) {
        Preset chosen = presets.named(preset).orElseThrow(() -> new InvalidDraft(List.of(presets.unknown(preset))));
        return chosen.quotas().stream()
                .map(quota -> quota.quota(upstreamId, Presets.reference(chosen, quota)))
                .toList();
    }

    private record Result(SettingId setting, Optional<Made> made) {}

    private List<AppliedChange> inTurn(Supplier<List<Result>> work) {
        return inTurn(work, change -> {});
    }

    private List<AppliedChange> inTurn(Supplier<List<Result>> work, Consumer<AppliedChange> together) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "settings change in a transaction of their own; change them outside of yours");
        }
        turn.lock();
        try {
            List<Result> results = within(() -> {
                turns.take();
                List<Result> done = work.get();
                done.forEach(result -> together.accept(change(result)));
                return done;
            });
            results.forEach(result ->
                    result.made().ifPresent(made -> SettingEvents.of(made).forEach(events::publishEvent)));
            return results.stream().map(this::change).toList();
        } catch (DataIntegrityViolationException e) {
            throw BrokenRule.behind(e);
        } finally {
            turn.unlock();
        }
    }

    /** What was made; where the setting was so already, the change that made it so. */
    private AppliedChange change(Result result) {
        return result.made()
                .map(Made::change)
                .orElseGet(() ->
                        history.page(HistoryFilter.of(result.setting()), 0, 1).getFirst());
    }

    private <T> T within(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction answered nothing");
        }
        return result;
    }
}
