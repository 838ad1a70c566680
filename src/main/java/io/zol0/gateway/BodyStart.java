package io.zol0.gateway;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The beginning of a body for one watch: gathers no more than what was wanted. */
final class BodyStart {
    private final AnswerWatch watch;
    private final int wanted;
    private @Nullable Buffer gathered;
    private boolean shown;

    BodyStart(AnswerWatch watch, int wanted) {
        this.watch = watch;
        this.wanted = Math.min(wanted, AnswerWatch.MOST_BODY);
    }

    void add(Buffer part) {
        if (shown) {
            return;
        }
        Buffer before = gathered;
        Buffer all = before == null ? Buffer.buffer() : before;
        all.appendBuffer(part, 0, Math.min(part.length(), wanted - all.length()));
        gathered = all;
        if (all.length() == wanted) {
            show();
        }
    }

    /** Shows what there is, unless it was shown already. */
    void show() {
        Buffer all = gathered;
        gathered = null;
        if (!shown && all != null) {
            watch.bodyBegins(all);
        }
        shown = true;
    }
}
