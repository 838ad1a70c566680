package io.zol0.api;

import io.zol0.metrics.HistorySize;
import io.zol0.metrics.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the history takes in the database, and how long it is kept, by REST. */
@RestController
class StorageController {
    private final Retention retention;

    StorageController(Retention retention) {
        this.retention = retention;
    }

    /** The whole database, and each kind of history in it. */
    record Storage(long databaseBytes, List<Kind> kinds) {}

    /**
     * A kind of history; how long and how much of it is kept is set where ZoL0 is started.
     *
     * @param oldest the beginning of its oldest day; null where there is nothing
     * @param most how many bytes it may take; null for any
     */
    record Kind(
            HistorySize.Kind kind,
            long bytes,
            @Nullable Instant oldest,
            Duration kept,
            @Nullable Long most) {
        static Kind of(HistorySize size) {
            return new Kind(
                    size.kind(),
                    size.size().toBytes(),
                    size.oldest(),
                    size.kept(),
                    size.most() == null ? null : size.most().toBytes());
        }
    }

    @GetMapping("/api/monitoring/storage")
    Storage storage() {
        return new Storage(
                HistoryAway.require(retention.databaseSize()).toBytes(),
                HistoryAway.require(retention.sizes()).stream().map(Kind::of).toList());
    }
}
