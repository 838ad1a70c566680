package io.zol0.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider that counts weight as the documentations say, written apart from what is tested and with no regard for speed: it keeps
 * every call it got and says by how much it was overdrawn at worst.
 */
final class ModelProvider {
    private record Call(long at, long weight) {}

    private final WindowKind kind;
    private final long capacity;
    private final long period;
    private final List<Call> calls = new ArrayList<>();
    private final Map<Long, Long> byPeriod = new HashMap<>();
    private double level;
    private long levelAt;
    private double worst;

    ModelProvider(QuotaWindow window) {
        this(window.kind(), window.capacity(), window.period());
    }

    ModelProvider(WindowKind kind, long capacity, Duration period) {
        this.kind = kind;
        this.capacity = capacity;
        this.period = period.toNanos();
    }

    /**
     * @param at by the ticker, in order
     * @param wallNanos of the same moment by a right clock
     */
    void get(long at, long wallNanos, long weight) {
        double spent = switch (kind) {
            case ALIGNED -> byPeriod.merge(Math.floorDiv(wallNanos, period), weight, Long::sum);
            case ROLLING -> {
                calls.add(new Call(at, weight));
                calls.removeIf(call -> at - call.at >= period);
                yield calls.stream().mapToLong(Call::weight).sum();
            }
            // A bucket is full by what a counter has fallen.
            case TOKEN_BUCKET, DECAYING -> {
                level = Math.max(0, level - (double) (at - levelAt) * capacity / period) + weight;
                levelAt = at;
                yield level;
            }
        };
        worst = Math.max(worst, spent - capacity);
    }

    /** Weight by which it was overdrawn at worst; what is below a millionth is rounding. */
    double overdrawn() {
        return worst < 1e-6 * Math.max(1, capacity) ? 0 : worst;
    }

    long inPeriod(long wallNanos) {
        return byPeriod.getOrDefault(Math.floorDiv(wallNanos, period), 0L);
    }
}
