package io.zol0.ui.system;

import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HistorySize;
import io.zol0.metrics.Retention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Asks for the sizes of the database, once for all pages that are open; blocks. */
@SpringComponent
class StorageReader {
    static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private final Retention retention;
    private final Clock clock;
    private @Nullable Storage known;
    private Instant knownAt = Instant.MIN;

    StorageReader(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    synchronized Storage read() {
        Instant now = clock.instant();
        Storage fresh = known;
        if (fresh == null || !now.isBefore(knownAt.plus(GOOD_FOR))) {
            fresh = of(retention.databaseSize(), retention.sizes());
            known = fresh;
            knownAt = now;
        }
        return fresh;
    }

    static Storage of(Answer<DataSize> database, Answer<List<HistorySize>> history) {
        return switch (database) {
            case Answer.Unavailable<DataSize>(String reason) -> new Storage.Away(reason);
            case Answer.Found<DataSize>(DataSize size) ->
                switch (history) {
                    case Answer.Unavailable<List<HistorySize>>(String reason) -> new Storage.Away(reason);
                    case Answer.Found<List<HistorySize>>(List<HistorySize> kinds) -> new Storage.Read(size, kinds);
                };
        };
    }
}
