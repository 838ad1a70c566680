package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataRetrievalFailureException;

class SheetTests {
    private static final Snapshot SOME = snapshot(3, 500, 700, 90_000);
    private static final Snapshot MORE = snapshot(1, 2_000_000);

    @Test
    void endpoints_come_as_they_were_written_and_several_of_one_add_up() {
        Sheet.Writer writer = new Sheet.Writer();
        writer.add(Long.MIN_VALUE, MORE);
        writer.add(-7, SOME);
        writer.add(4, Snapshot.EMPTY);
        writer.add(5_000_000_000L, SOME);
        writer.add(5_000_000_000L, MORE);
        writer.add(Long.MAX_VALUE, SOME);

        Sheet sheet = new Sheet(writer.toBytes());
        List<Long> ids = new ArrayList<>();
        List<Stats> stats = new ArrayList<>();
        while (!sheet.isAtEnd()) {
            Tally sum = new Tally();
            ids.add(sheet.endpointId());
            sheet.addTo(sum);
            stats.add(sum.stats(Duration.ofMinutes(1)));
        }
        assertThat(ids).containsExactly(Long.MIN_VALUE, -7L, 4L, 5_000_000_000L, 5_000_000_000L, Long.MAX_VALUE);
        assertThat(stats)
                .containsExactly(
                        stats(MORE), stats(SOME), stats(Snapshot.EMPTY), stats(SOME), stats(MORE), stats(SOME));
        assertThat(new Sheet(new byte[0]).isAtEnd()).isTrue();
    }

    @Test
    void what_is_cut_off_is_not_taken_for_less() {
        Sheet.Writer writer = new Sheet.Writer();
        writer.add(300, SOME);
        byte[] whole = writer.toBytes();
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new Sheet(part).addTo(new Tally()))
                    .as("%s of %s bytes", length, whole.length)
                    .isInstanceOf(DataRetrievalFailureException.class);
        }
    }

    @Test
    void several_are_gone_through_endpoint_by_endpoint() {
        byte[] one = new Sheet.Writer().add(-1, SOME).add(3, SOME).toBytes();
        byte[] other = new Sheet.Writer().add(2, MORE).add(3, MORE).toBytes();
        List<Long> ids = new ArrayList<>();
        List<Stats> stats = new ArrayList<>();
        Sheet.merge(
                new ArrayList<>(List.of(new Sheet(one), new Sheet(new byte[0]), new Sheet(other))),
                new Tally(),
                (endpointId, sum) -> {
                    ids.add(endpointId);
                    stats.add(sum.stats(Duration.ofMinutes(1)));
                });
        assertThat(ids).containsExactly(-1L, 2L, 3L);
        assertThat(stats).containsExactly(stats(SOME), stats(MORE), stats(SOME.plus(MORE)));
    }

    @Test
    void upstreams_are_handed_over_one_after_another_and_the_same_where_many_sheets_become_one_meanwhile() {
        List<String> atOnce = handedOver(Integer.MAX_VALUE);
        assertThat(atOnce).hasSize(4);
        assertThat(handedOver(1)).isEqualTo(atOnce);
        assertThat(handedOver(60)).isEqualTo(atOnce);
    }

    private static List<String> handedOver(int most) {
        List<String> all = new ArrayList<>();
        TreeMap<Long, byte[]> known = new TreeMap<>();
        known.put(1L, new Sheet.Writer().add(11, MORE).toBytes());
        known.put(3L, new Sheet.Writer().add(31, MORE).toBytes());
        UpstreamSheets sheets = new UpstreamSheets(
                known,
                most,
                (upstreamId, endpointId, sum) ->
                        all.add(upstreamId + " " + endpointId + " " + sum.stats(Duration.ofMinutes(1))));
        for (long upstreamId : new long[] {1, 2}) {
            for (int i = 0; i < 20; i++) {
                sheets.add(
                        upstreamId,
                        new Sheet.Writer()
                                .add(10 * upstreamId + 1, snapshot(1, 1000 + 50 * i))
                                .toBytes());
            }
        }
        sheets.add(2, new Sheet.Writer().add(22, SOME).toBytes());
        sheets.finish();
        return all;
    }

    private static Stats stats(Snapshot snapshot) {
        Tally sum = new Tally();
        sum.add(snapshot);
        return sum.stats(Duration.ofMinutes(1));
    }

    private static Snapshot snapshot(int served, long... micros) {
        char[] buckets = new char[micros.length];
        for (int i = 0; i < micros.length; i++) {
            buckets[i] = (char) Sketch.index(micros[i]);
        }
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.OUTCOME] = served;
        counts[Snapshot.BYTES_OUT] = 812L * served;
        return new Snapshot(counts, Sketch.of(buckets, micros.length), Sketch.EMPTY, Sketch.EMPTY);
    }
}
