package io.zol0.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the columns of a file of values mean: one is called {@code value}, one may be called {@code time}, all others are
 * labels.
 *
 * @param time place of the time; -1 where there is none, and every value is of now
 */
record CsvColumns(int value, int time, List<String> names) {
    /** @throws NotTaken where the header does not name such columns */
    static CsvColumns of(List<String> header) {
        List<String> names = header.stream().map(String::strip).toList();
        List<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int value = lower.indexOf("value");
        if (value < 0) {
            throw NotTaken.unfit("The first line must name the columns: value, time, and one for each label.");
        }
        int time = lower.indexOf("time");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(lower.get(i))) {
                throw NotTaken.unfit("The first line names the column \"" + shown(names.get(i)) + "\" twice.");
            }
            String wrong = i == value || i == time ? null : new Labels().put(names.get(i), "x");
            if (wrong != null) {
                throw NotTaken.unfit("The first line names a column \"" + shown(names.get(i))
                        + "\", which cannot be a label. " + wrong);
            }
        }
        return new CsvColumns(value, time, names);
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
