package io.zol0.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A draft that cannot be taken; nothing was changed. */
public final class InvalidDraft extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidDraft(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
