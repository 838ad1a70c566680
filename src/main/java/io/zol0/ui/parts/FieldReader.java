package io.zol0.ui.parts;

import io.zol0.catalog.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads what was typed into the fields of a form, and remembers what could not be read. */
public final class FieldReader {
    private final List<Problem> problems = new ArrayList<>();

    /** What could not be read, each at the place of its field, in the order of reading. */
    public List<Problem> problems() {
        return problems;
    }

    public void unread(String place, String sentence) {
        problems.add(new Problem(place, sentence));
    }

    /** A count, or 1 where there is none to read. */
    public long count(String text, String place) {
        return switch (Amounts.count(text)) {
            case Amounts.Reading.Read<Long>(Long value) -> value;
            case Amounts.Reading.Unread<Long>(String sentence) -> {
                unread(place, sentence);
                yield 1;
            }
        };
    }

    /** The same where larger ones than an int holds are too large anyway. */
    public int number(String text, String place) {
        return (int) Math.min(Integer.MAX_VALUE, count(text, place));
    }

    /** A share as people write it in percent, 1 for all; or 0.5 where there is none to read. */
    public double share(String text, String place) {
        return switch (Amounts.share(text)) {
            case Amounts.Reading.Read<Double>(Double value) -> value;
            case Amounts.Reading.Unread<Double>(String sentence) -> {
                unread(place, sentence);
                yield 0.5;
            }
        };
    }

    /** A time, where a mere 0 is one too. */
    public Duration time(String text, String place, Duration whereUnread) {
        if (text.strip().equals("0")) {
            return Duration.ZERO;
        }
        return switch (Durations.read(text)) {
            case Durations.Reading.Read(Duration time) -> time;
            case Durations.Reading.Unread(String sentence) -> {
                unread(place, sentence);
                yield whereUnread;
            }
        };
    }
}
