package io.zol0.demo;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What answers a call: its price, its pace and where its body comes from.
 *
 * @param weight what the call is charged
 * @param latency how long it takes
 * @param cacheControl the header of that name; null for none
 * @param feed what versions the body; null where it has no entity tag
 * @param answer makes the answer when it is due
 */
record Page(
        int weight,
        Latency latency,
        @Nullable String cacheControl,
        @Nullable Feed feed,
        Supplier<Answer> answer) {
    private static final Latency AT_ONCE = Latency.ofMillis(1, 0.2);

    /** What is said, with headers of its own. */
    record Answer(int status, Map<String, String> headers, Buffer body) {
        static Answer of(JsonObject body) {
            return new Answer(200, Map.of(), body.toBuffer());
        }

        static Answer of(JsonArray body) {
            return new Answer(200, Map.of(), body.toBuffer());
        }

        static Answer error(int status, int code, String message) {
            var body = new JsonObject().put("code", code).put("msg", message);
            return new Answer(status, Map.of(), body.toBuffer());
        }

        Answer with(String header, String value) {
            return new Answer(status, Map.of(header, value), body);
        }
    }

    /** A page that is never cached. */
    static Page fresh(int weight, Latency latency, Supplier<Answer> answer) {
        return new Page(weight, latency, "no-store", null, answer);
    }

    /** A quick refusal of a call that makes no sense. */
    static Page problem(Answer answer) {
        return fresh(1, AT_ONCE, () -> answer);
    }
}
