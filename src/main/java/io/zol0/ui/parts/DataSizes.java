package io.zol0.ui.parts;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;

/** Reads sizes as people write them ({@code 10 MB}, {@code 512 kB}) and writes them so that they read back; a MB is 1,048,576 bytes. */
public final class DataSizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:[.,]\\d{1,6})?)\\s*(b|kb|kib|mb|mib|gb|gib)");
    private static final Map<String, Long> BYTES = Map.of("b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private DataSizes() {}

    /** What came of reading. */
    public sealed interface Reading {
        record Read(DataSize size) implements Reading {}

        /** The sentence says what was wrong and what would be right. */
        record Unread(String sentence) implements Reading {}
    }

    public static Reading read(String text) {
        Matcher given = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!given.matches()) {
            return new Reading.Unread("Write a size with its unit, such as 512 kB or 8 MB.");
        }
        long unit = BYTES.getOrDefault(given.group(2).substring(0, 1), 1L);
        BigDecimal bytes = new BigDecimal(given.group(1).replace(',', '.')).multiply(BigDecimal.valueOf(unit));
        return bytes.compareTo(MOST) > 0
                ? new Reading.Unread("This is more than ZoL0 can count; choose less than 8,000,000,000 GB.")
                : new Reading.Read(DataSize.ofBytes(bytes.longValue()));
    }

    /** In the largest unit that says it exactly. */
    public static String write(DataSize size) {
        long bytes = size.toBytes();
        for (String unit : new String[] {"GB", "MB", "kB"}) {
            long one = BYTES.getOrDefault(unit.substring(0, 1).toLowerCase(Locale.ROOT), 1L);
            if (bytes >= one && bytes % one == 0) {
                return bytes / one + " " + unit;
            }
        }
        return bytes + " B";
    }
}
