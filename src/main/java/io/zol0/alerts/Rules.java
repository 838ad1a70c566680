package io.zol0.alerts;

import io.zol0.catalog.InSight;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rules, at most 5,000; each change of one is in the audit. */
@Service
@DenyAll
public class Rules {
    /** Most rules. */
    public static final int MOST = 5_000;

    private final RuleTable table;
    private final InSight inSight;
    private final Audit audit;
    private final Clock clock;

    Rules(RuleTable table, InSight inSight, Audit audit, Clock clock) {
        this.table = table;
        this.inSight = inSight;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those for everything and those of upstreams and environments in sight, the most severe first. */
    @RolesAllowed("VIEWER")
    public List<Rule> all() {
        return table.all().stream().filter(this::isSeen).toList();
    }

    @RolesAllowed("VIEWER")
    public Optional<Rule> byId(long id) {
        return table.byId(id).filter(this::isSeen);
    }

    /** What is wrong with a rule; nothing where it can be saved. */
    @RolesAllowed("VIEWER")
    public List<Problem> problemsOf(Rule rule) {
        return RuleCheck.problems(rule);
    }

    /**
     * Adds one whose id is 0, or changes the one with its id from its version.
     *
     * @throws InvalidDraft with what is wrong
     * @throws RuleChanged if it was changed meanwhile or is gone
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public Rule save(Rule rule) {
        List<Problem> problems = RuleCheck.problems(rule);
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        requireMay(rule);
        if (rule.id() == 0) {
            if (table.count() >= MOST) {
                throw new InvalidDraft(
                        List.of(new Problem("name", "There are %,d rules; remove one first.".formatted(MOST))));
            }
            Rule added = table.byId(table.add(withoutKey(rule))).orElseThrow();
            audit.record(AuditAction.RULE_CHANGED, added.name(), null, audited(added));
            keep(added, "Made.");
            return added;
        }
        Rule before = table.byId(rule.id()).orElseThrow(() -> RuleChanged.gone(rule));
        requireMay(before);
        if (!table.change(rule)) {
            throw RuleChanged.meanwhile(before);
        }
        Rule after = table.byId(rule.id()).orElseThrow();
        audit.record(AuditAction.RULE_CHANGED, after.name(), audited(before), audited(after));
        keep(after, RuleWords.difference(before, after));
        return after;
    }

    /** Removes one that somebody made; one that came with ZoL0 can be switched off only. */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void remove(long id) {
        byId(id).ifPresent(this::remove);
    }

    /**
     * The same from a version.
     *
     * @throws RuleChanged if it was changed meanwhile
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void remove(long id, long version) {
        byId(id).ifPresent(before -> {
            if (before.version() != version) {
                throw RuleChanged.meanwhile(before);
            }
            remove(before);
        });
    }

    private void remove(Rule before) {
        requireMay(before);
        if (!before.shipped().isEmpty()) {
            throw new InvalidDraft(List.of(
                    new Problem("shipped", "%s came with ZoL0: switch it off instead.".formatted(before.name()))));
        }
        table.remove(before.id());
        audit.record(AuditAction.RULE_CHANGED, before.name(), audited(before), null);
    }

    /** What was changed of a rule in sight, the newest first. */
    @RolesAllowed("VIEWER")
    public List<RuleChange> changes(long id) {
        return byId(id).isPresent() ? table.changes(id) : List.of();
    }

    private void keep(Rule rule, String text) {
        if (!text.isEmpty()) {
            table.addChange(rule.id(), new RuleChange(clock.instant(), Alerts.who(), text));
        }
    }

    private boolean isSeen(Rule rule) {
        return (rule.upstreamId() == 0 || inSight.upstreams().test(rule.upstreamId()))
                && (rule.environment().isEmpty() || Sight.current().sees(rule.environment()));
    }

    /** Who may not see everything changes only what is of an environment or an upstream in sight. */
    private void requireMay(Rule rule) {
        boolean own = rule.upstreamId() != 0 || !rule.environment().isEmpty();
        if (!isSeen(rule) || (!own && !Sight.current().everywhere())) {
            throw new AccessDeniedException(
                    "This rule is for all environments; somebody who may see all of them can change it.");
        }
    }

    private static Rule withoutKey(Rule rule) {
        return new Rule(
                0,
                "",
                rule.name().strip(),
                rule.kind(),
                rule.measure(),
                rule.breadth(),
                rule.above(),
                rule.level(),
                rule.clear(),
                rule.objective(),
                rule.window(),
                rule.lasting(),
                rule.leastCalls(),
                rule.severity(),
                rule.environment(),
                rule.upstreamId(),
                rule.endpoints(),
                rule.caller(),
                rule.enabled(),
                1);
    }

    private static @Nullable Map<String, Object> audited(Rule rule) {
        Map<String, Object> fields = new LinkedHashMap<>(Audit.fields(rule));
        fields.put("measure", rule.measure().key());
        fields.remove("version");
        return fields;
    }
}
