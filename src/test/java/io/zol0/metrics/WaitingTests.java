package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTests {
    private static final long DAY = 29_000L * 1440;

    @Test
    void blocks_come_out_in_the_order_they_came_in() {
        Waiting<Block> waiting = new Waiting<>(1_000_000);
        waiting.add(block(DAY, 3));
        waiting.add(block(DAY + 1, 4));
        assertThat(waiting.minutes()).isEqualTo(2);
        assertThat(waiting.oldest()).contains(DAY);
        assertThat(waiting.next().orElseThrow().minute()).isEqualTo(DAY);
        waiting.written();
        assertThat(waiting.next().orElseThrow().minute()).isEqualTo(DAY + 1);
        waiting.written();
        assertThat(waiting.next()).isEmpty();
        assertThat(waiting.bytes()).isZero();
    }

    @Test
    void beyond_the_bound_minutes_become_coarser_and_no_call_is_lost() {
        Waiting<Block> waiting = new Waiting<>(100_000);
        for (int i = 0; i < 3 * 1440; i++) {
            waiting.add(block(DAY + i, 20));
            assertThat(waiting.bytes()).isLessThanOrEqualTo(100_000);
        }
        List<Block> blocks = drain(waiting);
        assertThat(calls(blocks)).isEqualTo(3 * 1440 * 20);
        assertThat(blocks)
                .hasSizeGreaterThan(3)
                .allSatisfy(block -> assertThat((block.minute() + block.minutes() - 1) / 1440)
                        .isEqualTo(block.minute() / 1440));
    }

    @Test
    void where_coarser_minutes_do_not_help_the_endpoints_are_put_together() {
        Waiting<Block> waiting = new Waiting<>(20_000);
        waiting.add(block(DAY, 500));
        waiting.add(block(DAY + 1440, 500));
        assertThat(waiting.bytes()).isLessThan(20_000);
        List<Block> blocks = drain(waiting);
        assertThat(calls(blocks)).isEqualTo(1000);
        assertThat(blocks.getFirst().rows()).containsOnlyKeys(new Block.Key(1, LiveMetrics.otherOf(1)));
    }

    @Test
    void what_may_have_arrived_is_not_changed_any_more() {
        Waiting<Block> waiting = new Waiting<>(20_000);
        waiting.add(block(DAY, 20));
        Block tried = waiting.next().orElseThrow();
        for (int i = 1; i < 100; i++) {
            waiting.add(block(DAY + i, 20));
        }
        assertThat(waiting.next()).containsSame(tried);
    }

    @Test
    void a_removed_upstream_does_not_wait() {
        Waiting<Block> waiting = new Waiting<>(1_000_000);
        waiting.add(block(DAY, 20));
        waiting.forget(Subject.upstream(1));
        assertThat(drain(waiting)).allSatisfy(block -> assertThat(block.rows()).isEmpty());
    }

    private static List<Block> drain(Waiting<Block> waiting) {
        List<Block> blocks = new ArrayList<>();
        for (var next = waiting.next(); next.isPresent(); next = waiting.next()) {
            blocks.add(next.get());
            waiting.written();
        }
        return blocks;
    }

    private static long calls(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block.rows().values().stream())
                .mapToLong(Snapshot::calls)
                .sum();
    }

    private static Block block(long minute, int endpoints) {
        List<MinuteRow> rows = new ArrayList<>();
        for (int endpoint = 1; endpoint <= endpoints; endpoint++) {
            long[] counts = new long[Snapshot.COUNTS];
            counts[Snapshot.OUTCOME] = 1;
            Sketch sketch = Sketch.of(new char[] {(char) (1000 + minute % 100)}, 1);
            rows.add(new MinuteRow(1, endpoint, new Snapshot(counts, sketch, sketch, sketch)));
        }
        return Block.of(minute, rows);
    }
}
