package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.cache.Fields;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header fields as the cache looks at them: a view, no copy. */
final class HeaderFields implements Fields {
    private final MultiMap fields;

    HeaderFields(MultiMap fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable String first(CharSequence name) {
        return fields.get(name);
    }

    @Override
    public List<String> all(CharSequence name) {
        return fields.getAll(name);
    }

    @Override
    public void forEach(Visitor visitor) {
        if (fields instanceof Http1xHeaders bytes) {
            Iterator<Map.Entry<CharSequence, CharSequence>> all = bytes.iteratorCharSequence();
            while (all.hasNext()) {
                Map.Entry<CharSequence, CharSequence> field = all.next();
                visitor.line(field.getKey(), field.getValue());
            }
        } else {
            for (Map.Entry<String, String> field : fields) {
                visitor.line(field.getKey(), field.getValue());
            }
        }
    }
}
