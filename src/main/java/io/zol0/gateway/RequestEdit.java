package io.zol0.gateway;

import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.cache.Visit;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call's request as the cache changes it; in a copy, since the caller's own conditions still say what it gets. */
final class RequestEdit implements Visit.FieldEditor {
    private final Http1xHeaders original;
    private @Nullable Http1xHeaders edited;

    private RequestEdit(Http1xHeaders original) {
        this.original = original;
    }

    static UpstreamRequest of(Exchange call, Visit visit) {
        RequestEdit edit = new RequestEdit(call.fields().onward());
        visit.editRequest(edit);
        return UpstreamRequest.of(call, edit.edited == null ? edit.original : edit.edited);
    }

    @Override
    public void set(CharSequence name, @Nullable String value) {
        Http1xHeaders to = edited;
        if (to == null) {
            if (value == null && !original.contains(name)) {
                return;
            }
            to = copy();
            edited = to;
        }
        if (value == null) {
            to.remove(name);
        } else {
            to.set(name, (CharSequence) value);
        }
    }

    private Http1xHeaders copy() {
        Http1xHeaders copy = Http1xHeaders.caseInsensitive();
        Iterator<Map.Entry<CharSequence, CharSequence>> all = original.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            copy.add(field.getKey(), field.getValue());
        }
        return copy;
    }
}
