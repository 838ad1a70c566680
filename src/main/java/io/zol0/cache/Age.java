package io.zol0.cache;

import java.util.List;

/** How old an answer is (RFC 9111 section 4.2.3). */
final class Age {
    private Age() {}

    /**
     * The age that an answer had when it came, in milliseconds.
     *
     * @param dateMillis its {@code Date}, or when it came where it has none that can be read
     */
    static long initialMillis(Fields answer, long dateMillis, long sentMillis, long arrivedMillis) {
        // Both have whole seconds only: what is a part of a second older is not known to be older.
        long apparent = Math.max(0, Math.floorDiv(arrivedMillis, 1000) * 1000 - dateMillis);
        long delay = Math.max(0, arrivedMillis - sentMillis);
        long said = said(answer) * 1000;
        return Math.max(apparent, said == 0 ? 0 : said + delay);
    }

    /** The first value of the first line in seconds; 0 where there is none, or it is no number. */
    private static long said(Fields answer) {
        List<String> lines = answer.all("age");
        if (lines.isEmpty()) {
            return 0;
        }
        String line = lines.getFirst();
        int comma = line.indexOf(',');
        return Math.max(0, DirectiveReader.seconds((comma < 0 ? line : line.substring(0, comma)).strip()));
    }

    /** The {@code Date} of an answer; when it came where there is none that can be read. */
    static long dateMillis(Fields answer, long arrivedMillis) {
        String date = answer.first("date");
        long parsed = date == null ? HttpDate.BROKEN : HttpDate.parse(date, arrivedMillis);
        return parsed == HttpDate.BROKEN ? arrivedMillis : parsed;
    }
}
