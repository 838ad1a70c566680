package io.zol0.ui.system;

import io.zol0.metrics.HistorySize;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** What the database holds, as far as it can be asked. */
sealed interface Storage {
    /** Its size with all that is in it, and what of that is history. */
    record Read(DataSize database, List<HistorySize> history) implements Storage {}

    /** It cannot be asked now, for a reason in words. */
    record Away(String reason) implements Storage {}
}
