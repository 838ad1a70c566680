package io.zol0.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Those who watch one fetch. */
final class Watches {
    private final List<AnswerWatch> all = new ArrayList<>(2);
    private final List<BodyStart> starts = new ArrayList<>(2);

    void add(AnswerWatch watch) {
        all.add(watch);
    }

    void begins(AnswerHead head, long nowNanos) {
        for (AnswerWatch watch : all) {
            int wanted = watch.begins(head, nowNanos);
            if (wanted > 0) {
                starts.add(new BodyStart(watch, wanted));
            }
        }
    }

    void takes(Buffer part) {
        for (BodyStart start : starts) {
            start.add(part);
        }
    }

    void ends(AnswerWatch.Ending how, long nowNanos) {
        starts.forEach(BodyStart::show);
        for (AnswerWatch watch : all) {
            watch.ends(how, nowNanos);
        }
    }
}
