package io.zol0.alerts;

import static io.zol0.alerts.AlertTable.at;
import static io.zol0.alerts.AlertTable.orNull;

import io.zol0.alerts.Turning.Kind;
import io.zol0.metrics.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what became of the rules in a round, all in one transaction: one alert for each fingerprint, its repeats counted.
 * What ended and comes back within ten minutes is the same alert; where that happens more than three times in an hour it is said
 * to flap and stays until it was quiet for a quarter of an hour.
 */
@Component
class AlertBook {
    /** Most alerts that are not over; beyond it one more says how many are missing. */
    static final int MOST_UNRESOLVED = 10_000;

    /** Most that are raised in one round; the others are in the next ones. */
    static final int MOST_RAISED = 2_000;

    static final Duration COMES_BACK = Duration.ofMinutes(10);
    static final Duration FLAPPING_QUIET = Duration.ofMinutes(15);
    private static final int FLAPPING_TIMES = 3;
    private static final int MOST_TOLD = 100;
    private static final String SYSTEM = "system";

    private final JdbcClient database;
    private final AlertTable table;
    private final Muting muting;
    private final Causes causes;
    private final Places places;
    private final Clock clock;

    AlertBook(JdbcClient database, AlertTable table, Muting muting, Causes causes, Places places, Clock clock) {
        this.database = database;
        this.table = table;
        this.muting = muting;
        this.causes = causes;
        this.places = places;
        this.clock = clock;
    }

    /**
     * What came of a round.
     *
     * @param raised alerts that are new or open again and not muted, most severe first, at most 100
     * @param count how many those are
     * @param ended alerts that are over, at most 100
     * @param left what found no room, and is raised in a later round
     * @param changed whether anything is not as it was
     */
    record Kept(List<Alert> raised, int count, List<Alert> ended, List<Turning> left, boolean changed) {}

    @Transactional
    public Kept keep(List<Turning> turnings, List<Rule> rules) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<String, Long> there = new HashMap<>();
        Map<Long, Alert> before = new HashMap<>();
        for (Alert alert : table.unresolved()) {
            before.put(alert.id(), alert);
            there.put(fingerprint(alert), alert.id());
        }
        List<Turning> began = turnings.stream()
                .filter(turning -> turning.kind() == Kind.BEGAN)
                .sorted(Comparator.comparing((Turning turning) -> turning.rule().severity())
                        .reversed())
                .toList();
        int room = Math.max(0, Math.min(MOST_RAISED, MOST_UNRESOLVED - before.size()));
        Set<Long> raised = new HashSet<>();
        List<Turning> left = new ArrayList<>();
        int made = 0;
        boolean changed = false;
        for (Turning turning : began) {
            Long known = there.get(turning.fingerprint());
            if (known != null) {
                again(known, turning, now);
                changed = true;
            } else if (made < room) {
                long id = raise(turning, now);
                there.put(turning.fingerprint(), id);
                raised.add(id);
                made++;
            } else {
                left.add(turning);
            }
        }
        List<Long> ended = new ArrayList<>();
        for (Turning turning : turnings) {
            Long id = there.get(turning.fingerprint());
            if (id == null) {
                continue;
            }
            if (turning.kind() == Kind.AGAIN) {
                again(id, turning, now);
                changed = true;
            } else if (turning.kind() == Kind.GOES_ON) {
                changed |= goesOn(before.get(id), turning, now);
            } else if (turning.kind() == Kind.ENDED && !isFlapping(before.get(id))) {
                end(id, Double.isNaN(turning.value()) ? "No figure came any more." : good(turning), now);
                ended.add(id);
            }
        }
        ended.addAll(sweep(rules, before, turnings, now));
        changed |= storm(left.size(), there, now);
        changed |= wake(now);
        List<Alert> current = table.unresolved();
        changed |= muting.apply(current, raised, now);
        List<Alert> told = muting.told(raised);
        return new Kept(
                told.stream().limit(MOST_TOLD).toList(),
                told.size(),
                ended.stream()
                        .flatMap(id -> Stream.ofNullable(before.get(id)))
                        .limit(MOST_TOLD)
                        .toList(),
                left,
                changed || !raised.isEmpty() || !ended.isEmpty());
    }

    /** Brings what is muted up to now, without waiting for the next round; whether anything changed. */
    @Transactional
    public boolean muteAnew() {
        return muting.apply(table.unresolved(), Set.of(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static boolean isFlapping(@Nullable Alert alert) {
        return alert != null && alert.flapping();
    }

    private static String good(Turning turning) {
        return "By itself: %s is %s."
                .formatted(turning.rule().measure().words(), turning.rule().write(turning.value()));
    }

    static String fingerprint(Alert alert) {
        return Turning.fingerprint(alert.ruleId(), new Target(alert.about(), alert.caller()).key());
    }

    /** A new alert, or the one that ended just now. */
    private long raise(Turning turning, Instant now) {
        Rule rule = turning.rule();
        String subject = places.name(turning.target(), rule.measure());
        String sentence = Sentences.of(rule, subject, turning);
        Long back = database.sql("""
                update alert set state = 'OPEN', resolved_at = null, times = times + 1, seen_at = :now, value = :value,
                    sentence = :sentence, severity = :severity
                where id = (select id from alert where fingerprint = :fingerprint and state = 'RESOLVED'
                    and resolved_at > :since order by resolved_at desc limit 1)
                returning id\
                """)
                .param("now", at(now))
                .param("value", orNull(turning.value()))
                .param("sentence", sentence)
                .param("severity", rule.severity().name())
                .param("fingerprint", turning.fingerprint())
                .param("since", at(now.minus(COMES_BACK)))
                .query(Long.class)
                .optional()
                .orElse(null);
        if (back != null) {
            table.addStep(back, now, SYSTEM, AlertStep.Kind.REOPENED, sentence);
            flap(back, now);
            return back;
        }
        Subject about = turning.target().subject();
        String environment = places.environment(turning.target(), rule.measure());
        Instant began = now.minusNanos(turning.badForNanos()).truncatedTo(ChronoUnit.MICROS);
        long id = database.sql("""
                insert into alert (fingerprint, rule_id, rule_name, kind, severity, state, measure, unit, subject, subject_kind,
                    subject_id, environment, upstream_id, caller, sentence, cause, value, worst, level, began_at, seen_at,
                    times, flapping)
                values (:fingerprint, :rule, :ruleName, :ruleKind, :severity, 'OPEN', :measure, :unit, :subject, :kind, :subjectId,
                    :environment, (select id from upstream where id = :upstream), :caller, :sentence, :cause, :value,
                    :worst, :level, :began, :now, 1, false)
                returning id\
                """)
                .param("fingerprint", turning.fingerprint())
                .param("rule", rule.id())
                .param("ruleName", rule.name())
                .param("severity", rule.severity().name())
                .param("measure", rule.measure().key())
                .param("ruleKind", rule.kind().name())
                .param("unit", rule.measure().suffix())
                .param("subject", subject)
                .param("kind", about.kind().name())
                .param("subjectId", about.id())
                .param("environment", environment)
                .param("upstream", about.upstreamId())
                .param("caller", turning.target().caller())
                .param("sentence", sentence)
                .param("cause", causes.before(turning, environment, began))
                .param("value", orNull(turning.value()))
                .param("worst", orNull(turning.worst()))
                .param("level", rule.level())
                .param("began", at(began))
                .param("now", at(now))
                .query(Long.class)
                .single();
        table.addStep(id, now, SYSTEM, AlertStep.Kind.RAISED, sentence);
        return id;
    }

    private void again(long id, Turning turning, Instant now) {
        database.sql(
                        "update alert set times = times + 1, seen_at = :now, value = :value, worst = :worst where id = :id")
                .param("now", at(now))
                .param("value", orNull(turning.value()))
                .param("worst", orNull(turning.worst()))
                .param("id", id)
                .update();
        table.addStep(id, now, SYSTEM, AlertStep.Kind.AGAIN, turning.rule().write(turning.value()));
        flap(id, now);
    }

    /** Whether it came back so often that it is damped from now on. */
    private void flap(long id, Instant now) {
        int flaps = database.sql("""
                update alert set flapping = true where id = :id and not flapping and (
                    select count(*) from alert_step
                    where alert_id = :id and kind in ('AGAIN', 'REOPENED') and at > :since) > :most\
                """)
                .param("id", id)
                .param("since", at(now.minus(Duration.ofHours(1))))
                .param("most", FLAPPING_TIMES)
                .update();
        if (flaps > 0) {
            table.addStep(
                    id,
                    now,
                    SYSTEM,
                    AlertStep.Kind.FLAPPING,
                    "It stays until it was quiet for " + Sentences.time(FLAPPING_QUIET) + ".");
        }
    }

    /** Keeps the figures of what goes on, once a minute and where it became worse. */
    private boolean goesOn(@Nullable Alert alert, Turning turning, Instant now) {
        if (alert == null || !turning.rule().isBad(turning.value())) {
            return false;
        }
        boolean worse = turning.rule().worse(alert.worst(), turning.value()) != alert.worst();
        if (!worse && alert.seenAt().isAfter(now.minusSeconds(60))) {
            return false;
        }
        database.sql("update alert set seen_at = :now, value = :value, worst = :worst where id = :id")
                .param("now", at(now))
                .param("value", orNull(turning.value()))
                .param("worst", orNull(turning.worst()))
                .param("id", alert.id())
                .update();
        return true;
    }

    private void end(long id, String why, Instant now) {
        database.sql("update alert set state = 'RESOLVED', resolved_at = :now, snoozed_until = null where id = :id")
                .param("now", at(now))
                .param("id", id)
                .update();
        table.addStep(id, now, SYSTEM, AlertStep.Kind.RESOLVED, why);
    }

    /** Ends what no rule speaks of any more: its rule is gone, it was quiet after it flapped, or it was lost at a restart. */
    private List<Long> sweep(List<Rule> rules, Map<Long, Alert> before, List<Turning> turnings, Instant now) {
        Set<Long> ruled = new HashSet<>();
        rules.forEach(rule -> ruled.add(rule.id()));
        Set<String> alive = new HashSet<>();
        turnings.stream()
                .filter(turning -> turning.kind() != Kind.ENDED)
                .forEach(turning -> alive.add(turning.fingerprint()));
        List<Long> ended = new ArrayList<>();
        for (Alert alert : before.values()) {
            if (alert.ruleId() == 0 || alive.contains(fingerprint(alert))) {
                continue;
            }
            boolean gone = !ruled.contains(alert.ruleId());
            Duration quiet = alert.flapping() ? FLAPPING_QUIET : Evaluator.PATIENCE.plusMinutes(1);
            if (gone || alert.seenAt().isBefore(now.minus(quiet))) {
                end(
                        alert.id(),
                        gone ? "Its rule is gone." : "By itself: quiet for " + Sentences.time(quiet) + ".",
                        now);
                ended.add(alert.id());
            }
        }
        return ended;
    }

    /** One alert says that there are too many. */
    private boolean storm(int left, Map<String, Long> there, Instant now) {
        String fingerprint = Turning.fingerprint(0, Target.WHOLE.key());
        Long known = there.get(fingerprint);
        String sentence = ("ZoL0: %,d more conditions are bad than can be listed at once; the most severe are listed, "
                        + "the others follow as there is room.")
                .formatted(left);
        if (left == 0) {
            if (known != null) {
                end(known, "All are listed.", now);
            }
            return known != null;
        }
        if (known != null) {
            database.sql("update alert set sentence = :sentence, value = :left, seen_at = :now where id = :id")
                    .param("sentence", sentence)
                    .param("left", (double) left)
                    .param("now", at(now))
                    .param("id", known)
                    .update();
            return true;
        }
        Rule storm = new Rule(
                0,
                "",
                "Storm of alerts",
                RuleKind.THRESHOLD,
                Measure.of("alerts.left"),
                Breadth.WHOLE,
                true,
                0,
                0,
                0,
                Duration.ofSeconds(10),
                Duration.ZERO,
                0,
                Severity.CRITICAL,
                "",
                0,
                "",
                "",
                true,
                1);
        long id = raise(new Turning(Kind.BEGAN, storm, Target.WHOLE, left, left, 0, 0), now);
        database.sql("update alert set sentence = :sentence where id = :id")
                .param("sentence", sentence)
                .param("id", id)
                .update();
        return true;
    }

    /** Opens again what was put off until now. */
    private boolean wake(Instant now) {
        List<Long> woken =
                database.sql("""
                update alert set state = 'OPEN', snoozed_until = null
                where state = 'SNOOZED' and snoozed_until <= :now returning id\
                """).param("now", at(now)).query(Long.class).list();
        woken.forEach(id -> table.addStep(id, now, SYSTEM, AlertStep.Kind.WOKE, ""));
        return !woken.isEmpty();
    }
}
