package io.zol0.alerts;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.HistoryFilter;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks for a setting of the upstream that was changed in the quarter of an hour before. */
@Component
class SettingCauses implements Causes {
    private static final Duration BEFORE = Duration.ofMinutes(15);

    private final Catalog catalog;

    SettingCauses(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String before(Turning turning, Instant began) {
        long upstreamId = turning.target().subject().upstreamId();
        HistoryFilter filter = new HistoryFilter(
                upstreamId == 0 ? null : upstreamId, null, null, null, began.minus(BEFORE), began.plusSeconds(1));
        List<AppliedChange> changes = Itself.ask(() -> catalog.history(filter, 0, 3));
        if (changes.isEmpty()) {
            return "";
        }
        AppliedChange newest = changes.getFirst();
        return "%s %s was changed by %s %s before."
                .formatted(
                        newest.setting().kind().words(),
                        newest.subject(),
                        newest.who(),
                        Sentences.time(Duration.between(newest.at(), began).abs()));
    }
}
