package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Minutes for replay that wait for the database. Less detail means that first the URLs go, then the older half of it: what is for replay is never
 * worth the memory that the history needs.
 *
 * @param minute the first minute, counted since 1970
 * @param minutes how many minutes, with those in between
 * @param rows each with its minute
 * @param dropped rows that went for want of memory
 */
record ReplayPortion(long minute, int minutes, List<ReplayPortion.Row> rows, long dropped)
        implements Portion<ReplayPortion> {
    /** A minute of an endpoint. */
    record Row(long minute, ReplayRow row) {}

    @Override
    public ReplayPortion plus(ReplayPortion later) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(later.rows);
        return new ReplayPortion(minute, (int) (later.minute + later.minutes - minute), all, dropped + later.dropped);
    }

    @Override
    public ReplayPortion folded() {
        if (rows.stream().anyMatch(each -> each.row().hasVisits())) {
            rows.forEach(each -> each.row().dropVisits());
            return new ReplayPortion(minute, minutes, rows, dropped);
        }
        int going = (rows.size() + 1) / 2;
        return new ReplayPortion(minute, minutes, List.copyOf(rows.subList(going, rows.size())), dropped + going);
    }

    @Override
    public boolean isFolded() {
        return rows.isEmpty();
    }

    @Override
    public ReplayPortion without(Subject gone) {
        return new ReplayPortion(
                minute,
                minutes,
                rows.stream()
                        .filter(each ->
                                !gone.takesAlong(Subject.endpoint(each.row().endpointId, each.row().upstreamId)))
                        .toList(),
                dropped);
    }

    @Override
    public long retained() {
        return 64 + rows.stream().mapToLong(each -> 32 + each.row().retained()).sum();
    }
}
