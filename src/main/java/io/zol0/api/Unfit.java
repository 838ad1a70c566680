package io.zol0.api;

import io.zol0.catalog.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A request that cannot be taken as it is. */
final class Unfit extends RuntimeException {
    private final transient List<Problem> problems;
    private final Why why;

    /** What is wrong in kind. */
    enum Why {
        /** The body is no JSON, or not of the form that is expected. */
        FORM,
        /** The body is too large. */
        SIZE,
        /** It could be read, and makes no sense. */
        SENSE
    }

    Unfit(Why why, List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
        this.why = why;
        this.problems = List.copyOf(problems);
    }

    static Unfit form(String field, String sentence) {
        return new Unfit(Why.FORM, List.of(new Problem(field, sentence)));
    }

    static Unfit sense(String field, String sentence) {
        return new Unfit(Why.SENSE, List.of(new Problem(field, sentence)));
    }

    Why why() {
        return why;
    }

    List<Problem> problems() {
        return problems;
    }
}
