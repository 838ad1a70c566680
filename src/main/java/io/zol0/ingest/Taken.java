package io.zol0.ingest;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param accepted how many of it count
 * @param refused how many do not
 * @param problems why, of the first {@link #MOST_PROBLEMS} that were refused
 * @param unknownFields how many fields were passed over since nobody here knows them
 * @param repeated whether it had come before under the same key, and was not counted again
 */
public record Taken(int accepted, int refused, List<Problem> problems, long unknownFields, boolean repeated) {
    /** Most problems that are told. */
    public static final int MOST_PROBLEMS = 100;

    /** What is wrong with an item, by its place in the batch, from 0 on. */
    public record Problem(int index, String detail) {}

    public Taken {
        problems = List.copyOf(problems);
    }

    Taken again() {
        return new Taken(accepted, refused, problems, unknownFields, true);
    }
}
