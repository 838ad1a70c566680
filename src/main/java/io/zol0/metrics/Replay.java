package io.zol0.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/** What is kept of the past so that it can be played again. That of the running minute is not in it yet. */
@Service
public class Replay {
    private final ReplayTable table;

    @Autowired
    Replay(DataSource database) {
        this(new ReplayTable(database));
    }

    Replay(ReplayTable table) {
        this.table = table;
    }

    /**
     * Reads minutes from a time on and before another, oldest first, those of several nodes one after another; who asks sees to it that
     * the upstream is one that may be seen.
     *
     * @param endpointId of that endpoint only, where there is one
     * @return how many minutes of endpoints there were
     */
    public Answer<Long> read(
            long upstreamId, Optional<Long> endpointId, Instant from, Instant to, Consumer<ReplayMinute> visitor) {
        return History.asked(() -> {
            long[] count = {0};
            table.read(upstreamId, endpointId, from, to, minute -> {
                count[0]++;
                visitor.accept(minute);
            });
            return count[0];
        });
    }
}
