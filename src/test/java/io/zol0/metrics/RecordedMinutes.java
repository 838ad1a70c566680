package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Writes minutes, series and single calls into the history as they are written live, for what looks back from another room. */
public final class RecordedMinutes {
    private final MinuteTable table;
    private final SeriesTable series;
    private final SingleTable singles;
    private final UUID run = UUID.randomUUID();
    private long nextId = run.getLeastSignificantBits() >>> 2;
    private long batch;

    public RecordedMinutes(DataSource database) {
        table = new MinuteTable(database);
        series = new SeriesTable(database);
        singles = new SingleTable(database);
    }

    /**
     * Calls of an endpoint in a minute.
     *
     * @param withProvider how long each was with the provider that got there
     * @param own how long each took beside that; all that there is of one that did not get there
     */
    public record Calls(
            Map<Outcome, Integer> byOutcome, long bytesIn, long bytesOut, Duration withProvider, Duration own) {}

    /** A minute of one endpoint, which adds up with what there is of its upstream; each call took that long. */
    public void add(long upstreamId, long endpointId, Instant minute, int calls, int failed, Duration time) {
        add(
                upstreamId,
                endpointId,
                minute,
                new Calls(Map.of(Outcome.SERVED, calls - failed, Outcome.FAILED, failed), 0, 0, time, Duration.ZERO));
    }

    /** The same with all that there is to say of the calls. */
    public void add(long upstreamId, long endpointId, Instant minute, Calls calls) {
        long[] counts = new long[Snapshot.COUNTS];
        int all = 0;
        int there = 0;
        for (Map.Entry<Outcome, Integer> each : calls.byOutcome().entrySet()) {
            int some = each.getValue();
            counts[Snapshot.STATUS + status(each.getKey()).ordinal()] += some;
            counts[Snapshot.OUTCOME + each.getKey().ordinal()] += some;
            all += some;
            there += each.getKey() == Outcome.CACHED || each.getKey() == Outcome.REFUSED_BY_US ? 0 : some;
        }
        counts[Snapshot.BYTES_IN] = calls.bytesIn();
        counts[Snapshot.BYTES_OUT] = calls.bytesOut();
        char[] times = new char[all];
        Arrays.fill(times, 0, there, bucket(calls.withProvider().plus(calls.own())));
        Arrays.fill(times, there, all, bucket(calls.own()));
        char[] own = new char[all];
        Arrays.fill(own, bucket(calls.own()));
        Snapshot snapshot = new Snapshot(counts, Sketch.of(times, all), Sketch.EMPTY, Sketch.of(own, all));
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

    /** What was counted of a series in a minute. */
    public void count(SeriesKey key, Instant minute, double amount) {
        series.write(
                (short) 1,
                run,
                ++batch,
                SeriesBlock.of(
                        minute.getEpochSecond() / 60,
                        Map.of(key, new SeriesRow(1, amount, amount, amount, amount)),
                        List.of()));
    }

    /** Single calls that were kept. */
    public void keep(List<CallSample> calls) {
        singles.write((short) 1, run, ++batch, nextId, calls);
        nextId += calls.size();
    }

    private static StatusClass status(Outcome outcome) {
        return switch (outcome) {
            case SERVED, CACHED, QUEUED -> StatusClass.SUCCESS;
            case REFUSED_BY_US, REFUSED_BY_PROVIDER -> StatusClass.CLIENT_ERROR;
            case FAILED -> StatusClass.SERVER_ERROR;
            case ABORTED_BY_CALLER -> StatusClass.NONE;
        };
    }

    private static char bucket(Duration time) {
        return (char) Sketch.index(time.toNanos() / 1000);
    }
}
