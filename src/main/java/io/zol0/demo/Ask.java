package io.zol0.demo;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants: a path and the parameters of its query; at most 32 of them, the rest is left out.
 *
 * @param method in capitals; HEAD asks for what GET does
 */
record Ask(String method, String path, Map<String, List<String>> parameters) {
    /** Null where the target's percent-encoding is broken. */
    static @Nullable Ask of(String method, String target) {
        try {
            var decoder = new QueryStringDecoder(target, StandardCharsets.UTF_8, true, 32);
            return new Ask(method, decoder.path(), decoder.parameters());
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    @Nullable
    String text(String name) {
        var values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }

    /** The whole number a parameter is, {@code otherwise} where it is missing, and -1 where it is no number from 1 to {@code max}. */
    long number(String name, long otherwise, long max) {
        var text = text(name);
        return text == null ? otherwise : number(text, max);
    }

    /** The whole number a text is, and -1 where it is none from 1 to {@code max}. */
    static long number(String text, long max) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        var number = Long.parseLong(text);
        return number < 1 || number > max ? -1 : number;
    }
}
