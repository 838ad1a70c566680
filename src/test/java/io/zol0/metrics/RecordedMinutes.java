package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes minutes into the history as they are written live, for what looks back from another room. */
public final class RecordedMinutes {
    private final MinuteTable table;
    private final UUID run = UUID.randomUUID();
    private long batch;

    public RecordedMinutes(DataSource database) {
        table = new MinuteTable(database);
    }

    /** A minute of one endpoint that is all there is of its upstream; each call took that long. */
    public void add(long upstreamId, long endpointId, Instant minute, int calls, int failed, Duration time) {
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.STATUS + StatusClass.SUCCESS.ordinal()] = calls - failed;
        counts[Snapshot.STATUS + StatusClass.SERVER_ERROR.ordinal()] = failed;
        counts[Snapshot.OUTCOME + Outcome.SERVED.ordinal()] = calls - failed;
        counts[Snapshot.OUTCOME + Outcome.FAILED.ordinal()] = failed;
        char[] times = new char[calls];
        Arrays.fill(times, (char) Sketch.index(time.toNanos() / 1000));
        Snapshot snapshot = new Snapshot(counts, Sketch.of(times, calls), Sketch.EMPTY, Sketch.EMPTY);
        table.write(
                (short) 1,
                run,
                ++batch,
                Block.of(
                        minute.getEpochSecond() / 60,
                        List.of(
                                new MinuteRow(upstreamId, MinuteRow.WHOLE_UPSTREAM, snapshot),
                                new MinuteRow(upstreamId, endpointId, snapshot))));
    }
}
