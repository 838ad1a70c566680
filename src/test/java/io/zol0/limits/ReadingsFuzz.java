package io.zol0.limits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.zol0.limits.AnswerRule.Meaning;
import java.time.Instant;
import java.util.List;

class ReadingsFuzz {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<Readings> ALL = Presets.shipped().stream()
            .map(preset -> Readings.of(preset, List.of()))
            .toList();

    /** The same text stands in every header: each kind of reader gets it. */
    @FuzzTest(maxDuration = "5s")
    void whatever_an_answer_says_what_is_read_of_it_is_within_bounds(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        int status = 100 + (bytes[0] & 0xff) * 2;
        String value = new String(bytes, 1, bytes.length - 1, ISO_8859_1);
        HeaderLookup head = name -> name.equals("Age") || name.equals("Cache-Status") || name.startsWith("X-Cache")
                ? null
                : name.equals("Content-Encoding") && (bytes[1] & 1) == 0 ? "gzip" : value;
        for (Readings readings : ALL) {
            readings.wantsBody(status, head);
            sound(readings.read(status, head, bytes, bytes.length, NOW.toEpochMilli()));
        }
    }

    private static void sound(Signal signal) {
        sound(signal.until());
        if (signal.meaning() == Meaning.BANNED) {
            assertThat(signal.until()).isNotNull();
        }
        for (Signal.Count count : signal.counts()) {
            for (long number : new long[] {count.used(), count.limit(), count.remaining(), count.spent()}) {
                assertThat(number).isBetween(Signal.UNKNOWN, Readings.MOST);
            }
            if (count.period() != null) {
                assertThat(count.period()).isPositive().isLessThanOrEqualTo(Readings.LONGEST);
            }
            sound(count.reset());
        }
    }

    private static void sound(@org.jspecify.annotations.Nullable Instant time) {
        if (time != null) {
            assertThat(time).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(Readings.LONGEST));
        }
    }
}
