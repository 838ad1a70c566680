package io.zol0.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file of values.
 *
 * @param accepted how many of its rows count
 * @param refused how many do not
 * @param problems why, of the first {@link #MOST_PROBLEMS} that were refused
 * @param stopped why it was not read to its end, in words; null where it was
 */
public record Uploaded(
        long accepted,
        long refused,
        List<Problem> problems,
        @Nullable String stopped) {
    /** Most problems that are told. */
    public static final int MOST_PROBLEMS = 100;

    /** What is wrong with a line, the first of the file being 1. */
    public record Problem(long line, String detail) {}

    public Uploaded {
        problems = List.copyOf(problems);
    }
}
