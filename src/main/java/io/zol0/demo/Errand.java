package io.zol0.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that a caller makes again and again.
 *
 * @param caller name of the caller
 * @param conditional whether it asks only for what it does not know yet, by entity tag
 * @param next what is called next; null when there is nothing to do
 * @param learn takes the body of a good answer; null where nobody reads it
 */
record Errand(
        String caller,
        Pace pace,
        boolean conditional,
        Supplier<@Nullable Call> next,
        @Nullable Consumer<Buffer> learn) {
    record Call(HttpMethod method, String target) {}

    static Errand of(String caller, Pace pace, Supplier<@Nullable Call> next) {
        return new Errand(caller, pace, false, next, null);
    }

    static Errand conditional(String caller, Pace pace, Supplier<@Nullable Call> next) {
        return new Errand(caller, pace, true, next, null);
    }

    static Errand learning(String caller, Pace pace, Supplier<@Nullable Call> next, Consumer<Buffer> learn) {
        return new Errand(caller, pace, false, next, learn);
    }
}
