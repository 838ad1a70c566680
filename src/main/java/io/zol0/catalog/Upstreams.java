package io.zol0.catalog;

import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The upstreams, to each who asks those in sight; what changes is published after it was committed. */
@Service
@DenyAll
public class Upstreams {
    private final UpstreamRepository upstreams;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final KnownPresets presets;
    private final Turns turns;

    Upstreams(
            UpstreamRepository upstreams,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Audit audit,
            KnownPresets presets,
            Turns turns) {
        this.upstreams = upstreams;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.audit = audit;
        this.presets = presets;
        this.turns = turns;
    }

    /** All of them, by name. */
    @RolesAllowed("VIEWER")
    public List<Upstream> all() {
        Sight sight = Sight.current();
        return inTransaction(() -> upstreams.findAllByOrderByName().stream()
                .map(UpstreamEntity::toUpstream)
                .filter(upstream -> sight.sees(upstream.environment()))
                .toList());
    }

    /** The upstream with that number. */
    @RolesAllowed("VIEWER")
    public Optional<Upstream> byId(long id) {
        return inTransaction(() -> upstreams.findById(id).map(UpstreamEntity::toUpstream))
                .filter(upstream -> Sight.current().sees(upstream.environment()));
    }

    /** The upstream of that name. */
    @RolesAllowed("VIEWER")
    public Optional<Upstream> byName(String name) {
        return inTransaction(() -> upstreams.findByName(name).map(UpstreamEntity::toUpstream))
                .filter(upstream -> Sight.current().sees(upstream.environment()));
    }

    /** The environments that were ever used, by name. */
    @RolesAllowed("VIEWER")
    public List<String> environments() {
        return inTransaction(upstreams::environments).stream()
                .filter(Sight.current()::sees)
                .toList();
    }

    /** What is wrong with a draft by itself; a name that is taken shows only when it is saved. */
    @RolesAllowed("VIEWER")
    public List<Problem> problemsOf(UpstreamDraft draft) {
        List<Problem> problems = new ArrayList<>(UpstreamRules.problemsOf(draft));
        String preset = draft.preset();
        if (preset != null && presets.named(preset).isEmpty()) {
            problems.add(presets.unknown(preset));
        }
        return problems;
    }

    /**
     * Adds an upstream.
     *
     * @throws InvalidDraft where a field is wrong or the name is taken
     */
    @RolesAllowed("ADMIN")
    public Upstream add(UpstreamDraft draft) {
        Upstream added = inTransaction(() -> {
            turns.take();
            requireValid(draft, Optional.empty());
            Upstream saved = upstreams.saveAndFlush(new UpstreamEntity(draft)).toUpstream();
            audit.record(AuditAction.UPSTREAM_ADDED, saved.name(), null, audited(saved));
            return saved;
        });
        events.publishEvent(new UpstreamSaved(added));
        return added;
    }

    /**
     * Changes an upstream.
     *
     * @param version the version that the change was made from
     * @throws InvalidDraft where a field is wrong or the name is taken
     * @throws ChangedMeanwhile where the version is not the present one
     * @throws UnknownUpstream where it is gone
     */
    @RolesAllowed("ADMIN")
    public Upstream change(long id, long version, UpstreamDraft draft) {
        Upstream changed = inTransaction(() -> {
            turns.take();
            UpstreamEntity entity = upstreams.findById(id).orElseThrow(() -> UnknownUpstream.withId(id));
            Upstream before = entity.toUpstream();
            requireVersion(before, version);
            requireValid(draft, Optional.of(id));
            entity.become(draft);
            Upstream saved = upstreams.saveAndFlush(entity).toUpstream();
            audit.record(AuditAction.UPSTREAM_CHANGED, before.name(), audited(before), audited(saved));
            return saved;
        });
        events.publishEvent(new UpstreamSaved(changed));
        return changed;
    }

    /**
     * Removes an upstream with its endpoints; every room drops what it holds of it.
     *
     * @throws UnknownUpstream where it is gone already
     */
    @RolesAllowed("ADMIN")
    public void remove(long id) {
        remove(id, any -> {});
    }

    /**
     * The same from a version of it.
     *
     * @throws ChangedMeanwhile where that is not the present one
     * @throws UnknownUpstream where it is gone already
     */
    @RolesAllowed("ADMIN")
    public void remove(long id, long version) {
        remove(id, there -> requireVersion(there, version));
    }

    private void remove(long id, Consumer<Upstream> check) {
        String name = inTransaction(() -> {
            turns.take();
            UpstreamEntity entity = upstreams.findById(id).orElseThrow(() -> UnknownUpstream.withId(id));
            check.accept(entity.toUpstream());
            upstreams.delete(entity);
            upstreams.flush();
            Upstream removed = entity.toUpstream();
            audit.record(AuditAction.UPSTREAM_REMOVED, removed.name(), audited(removed), null);
            return removed.name();
        });
        events.publishEvent(new UpstreamRemoved(id, name));
    }

    private static void requireVersion(Upstream current, long version) {
        if (current.version() != version) {
            throw new ChangedMeanwhile("upstream " + current.name(), current, current.version());
        }
    }

    private static Map<String, Object> audited(Upstream upstream) {
        return Audit.fields(UpstreamDraft.of(upstream));
    }

    private void requireValid(UpstreamDraft draft, Optional<Long> self) {
        List<Problem> problems = problemsOf(draft);
        upstreams
                .findByName(draft.name())
                .map(UpstreamEntity::toUpstream)
                .filter(other -> self.filter(id -> id == other.id()).isEmpty())
                .ifPresent(other -> problems.add(new Problem(
                        "name", "There is an upstream %s already; choose another name.".formatted(draft.name()))));
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        upstreams.ensureEnvironment(draft.environment());
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = transaction.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("a transaction answered nothing");
        }
        return result;
    }
}
