package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Head of an upstream's answer as it came, before anything was removed or mapped; may be kept. */
final class AnswerHead implements Iterable<Map.Entry<? extends CharSequence, ? extends CharSequence>> {
    private final int status;
    private final @Nullable String reason;
    private final MultiMap fields;

    AnswerHead(int status, @Nullable String reason, MultiMap fields) {
        this.status = status;
        this.reason = reason;
        this.fields = fields;
    }

    int status() {
        return status;
    }

    /** Its reason phrase; null or empty where there is none. */
    @Nullable
    String reason() {
        return reason;
    }

    /** The first value of a field; null where it is not there. */
    @Nullable
    String value(CharSequence name) {
        return fields.get(name);
    }

    /** All values of a field, joined with commas as lists are; null where it is not there. */
    @Nullable
    CharSequence joined(String name) {
        String first = fields.get(name);
        if (first == null) {
            return null;
        }
        List<String> all = fields.getAll(name);
        return all.size() == 1 ? first : String.join(", ", all);
    }

    /** The values of a field, line by line; empty where it is not there. */
    List<String> values(CharSequence name) {
        return fields.getAll(name);
    }

    /** Whether nothing but the end of the connection tells the end of its body, if it has one. */
    boolean endsWithConnection() {
        return fields instanceof Http1xHeaders
                && !fields.contains(Field.CONTENT_LENGTH)
                && !fields.contains(Field.TRANSFER_ENCODING);
    }

    /** All fields in the order they came in, those of HTTP/1.1 as bytes; pseudo-fields of HTTP/2 among them. */
    @Override
    @SuppressWarnings("unchecked") // An iterator only gives.
    public Iterator<Map.Entry<? extends CharSequence, ? extends CharSequence>> iterator() {
        Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> all =
                fields instanceof Http1xHeaders bytes ? bytes.iteratorCharSequence() : fields.iterator();
        return (Iterator<Map.Entry<? extends CharSequence, ? extends CharSequence>>) all;
    }
}
