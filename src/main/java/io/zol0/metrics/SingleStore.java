package io.zol0.metrics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Brings single calls to the database by COPY, on a thread of its own, each exactly once. While the database is away they
 * wait in memory within a bound of bytes; what comes beyond it is dropped and counted.
 */
@Service
public class SingleStore implements SmartLifecycle {
    /** Before the windows begin, and after they ended. */
    static final int PHASE = LiveMetrics.PHASE - 50;

    private static final Logger log = LoggerFactory.getLogger(SingleStore.class);
    private static final int MOST_IN_BATCH = 20_000;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long LONGEST_FAREWELL_MILLIS = 10_000;

    private final SingleTable table;
    private final Clock clock;
    private final short node;
    private final long mostBytes;
    private final UUID run = UUID.randomUUID();
    private final Set<Long> toDelete = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private List<CallSample> waiting = new ArrayList<>();
    private long bytes;
    private long dropped;
    private long written;
    private boolean ending;
    private List<CallSample> underWay = List.of();
    private long batch = 1;
    private long nextId = ThreadLocalRandom.current().nextLong(1L << 61);
    private @Nullable LocalDate prepared;
    private volatile @Nullable String failure;
    private @Nullable Thread writer;

    @Autowired
    SingleStore(
            LiveMetrics live,
            DataSource database,
            SingleSettings settings,
            MetricsSettings metrics,
            ObjectProvider<Clock> clock) {
        this(live, new SingleTable(database), settings, metrics.node(), clock.getIfUnique(Clock::systemUTC));
    }

    SingleStore(LiveMetrics live, SingleTable table, SingleSettings settings, short node, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.node = node;
        this.mostBytes = settings.backlog().toBytes();
        live.feed(new SingleSink() {
            @Override
            public void accept(List<CallSample> calls) {
                add(calls);
            }

            @Override
            public void forget(long upstreamId) {
                drop(upstreamId);
            }
        });
    }

    /** What waits, and what became of the others. */
    public SingleBacklog backlog() {
        synchronized (lock) {
            return new SingleBacklog(waiting.size() + underWay.size(), bytes, mostBytes, written, dropped, failure);
        }
    }

    @Override
    public void start() {
        synchronized (lock) {
            ending = false;
            writer = Thread.ofPlatform().daemon().name("single calls").start(this::write);
        }
    }

    /** Writes what waits, for at most ten seconds. */
    @Override
    public void stop() {
        Thread running;
        synchronized (lock) {
            running = writer;
            writer = null;
            ending = true;
            lock.notifyAll();
        }
        if (running == null) {
            return;
        }
        try {
            running.join(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        int left = backlog().waiting();
        if (left > 0) {
            log.warn("{} single calls could not be written before the end: {}", left, failure);
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (lock) {
            return writer != null;
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void add(List<CallSample> calls) {
        synchronized (lock) {
            for (CallSample call : calls) {
                int weight = Samples.weight(call);
                if (bytes + weight > mostBytes) {
                    dropped++;
                } else {
                    waiting.add(call);
                    bytes += weight;
                }
            }
            lock.notifyAll();
        }
    }

    private void drop(long upstreamId) {
        synchronized (lock) {
            waiting.removeIf(call -> {
                boolean gone = call.upstreamId() == upstreamId;
                bytes -= gone ? Samples.weight(call) : 0;
                return gone;
            });
            toDelete.add(upstreamId);
            lock.notifyAll();
        }
    }

    private void write() {
        long pause = PAUSE_MILLIS;
        boolean last = false;
        while (!last) {
            last = pause(pause);
            try {
                writeAll();
                failure = null;
                pause = PAUSE_MILLIS;
            } catch (RuntimeException away) {
                if (failure == null) {
                    log.warn("Until they can be written, single calls wait in memory: {}", Courier.words(away));
                }
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                failure = Courier.words(away);
                table.doubtPartitions();
                prepared = null;
            }
        }
    }

    private void writeAll() {
        prepareTomorrow();
        for (List<CallSample> calls = next(); !calls.isEmpty(); calls = next()) {
            table.write(node, run, batch, nextId, calls);
            done(calls);
        }
        for (Long upstream : toDelete) {
            table.delete(upstream);
            toDelete.remove(upstream);
        }
    }

    private void prepareTomorrow() {
        LocalDate today = SingleTable.dayOf(clock.instant());
        if (!today.equals(prepared)) {
            table.makePartition(today);
            table.makePartition(today.plusDays(1));
            table.deleteOldWriters();
            prepared = today;
        }
    }

    /** The batch that is to be written, the same until it is done. */
    private List<CallSample> next() {
        synchronized (lock) {
            if (underWay.isEmpty()) {
                if (waiting.size() <= MOST_IN_BATCH) {
                    underWay = waiting;
                    waiting = new ArrayList<>();
                } else {
                    List<CallSample> oldest = waiting.subList(0, MOST_IN_BATCH);
                    underWay = List.copyOf(oldest);
                    oldest.clear();
                }
            }
            return underWay;
        }
    }

    private void done(List<CallSample> calls) {
        synchronized (lock) {
            calls.forEach(call -> bytes -= Samples.weight(call));
            written += calls.size();
            underWay = List.of();
        }
        batch++;
        nextId += calls.size();
    }

    /** Waits for something to do, after a pause in which more may come; yes means that it is the last time. */
    private boolean pause(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        synchronized (lock) {
            try {
                for (long left = millis; !ending && left > 0 && waiting.size() < MOST_IN_BATCH; ) {
                    lock.wait(left);
                    left = (until - System.nanoTime()) / 1_000_000;
                }
                return ending;
            } catch (InterruptedException interrupted) {
                return true;
            }
        }
    }
}
