package io.zol0.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the calls that were asked for.
 *
 * @param next from where the next page goes on; null where there is none
 */
public record CallPage(List<KeptCall> calls, @Nullable CallPlace next) {
    public CallPage {
        calls = List.copyOf(calls);
    }
}
