package io.zol0.cache;

import java.util.ArrayList;
import java.util.List;

/** Tags by which answers can be purged: {@code Cache-Tag} parted by commas, {@code Surrogate-Key} parted by spaces. */
final class Tags {
    /** More than that, and longer ones, are not looked at. */
    private static final int MAX_TAGS = 64;

    private static final int LONGEST_TAG = 256;

    private Tags() {}

    static List<String> of(Fields answer) {
        List<String> tags = new ArrayList<>();
        add(answer.all("cache-tag"), ",", tags);
        add(answer.all("surrogate-key"), " ", tags);
        return List.copyOf(tags);
    }

    private static void add(List<String> lines, String separator, List<String> tags) {
        for (String line : lines) {
            for (String part : line.split(separator, -1)) {
                String tag = part.strip();
                if (!tag.isEmpty() && tag.length() <= LONGEST_TAG && tags.size() < MAX_TAGS) {
                    tags.add(tag);
                }
            }
        }
    }
}
