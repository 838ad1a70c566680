package io.zol0.insight;

import io.zol0.catalog.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the terms of the health score count, at a version.
 *
 * @param version 0: as shipped
 * @param who made it so
 * @param terms every term is there
 */
public record HealthWeights(long version, Instant at, String who, Map<Term, TermSetting> terms) {
    private static final double MOST_WEIGHT = 100;
    private static final double LARGEST = 1e9;

    public HealthWeights {
        Map<Term, TermSetting> all = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            all.put(term, terms.getOrDefault(term, term.standard()));
        }
        terms = all;
    }

    /** As shipped. */
    public static HealthWeights standard() {
        return new HealthWeights(0, Instant.EPOCH, "ZoL0", Map.of());
    }

    /** The same with one term set otherwise. */
    public HealthWeights with(Term term, TermSetting setting) {
        Map<Term, TermSetting> changed = new EnumMap<>(terms);
        changed.put(term, setting);
        return new HealthWeights(version, at, who, changed);
    }

    TermSetting of(Term term) {
        return terms.getOrDefault(term, term.standard());
    }

    /** What is wrong with them; nothing where they can be saved. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        terms.forEach((term, setting) -> {
            if (!(setting.weight() >= 0 && setting.weight() <= MOST_WEIGHT)) {
                problems.add(new Problem(
                        term.name(), "The weight of %s is a number from 0 to 100.".formatted(term.title())));
            }
            if (!(Math.abs(setting.good()) <= LARGEST && Math.abs(setting.bad()) <= LARGEST)
                    || setting.good() == setting.bad()) {
                problems.add(new Problem(
                        term.name(), "Good and bad of %s are two different numbers.".formatted(term.title())));
            }
        });
        if (terms.values().stream().allMatch(setting -> setting.weight() == 0)) {
            problems.add(new Problem("", "One weight at least is above 0, else there is no score."));
        }
        return problems;
    }
}
