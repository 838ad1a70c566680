package io.zol0.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field that differs between two states of a setting.
 *
 * @param field such as {@code margin} or {@code windows[0].capacity}
 * @param before null where there was none
 * @param after null where there is none any more
 */
public record Difference(
        String field, @Nullable String before, @Nullable String after) {

    static List<Difference> between(@Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        Map<String, String> was = flat(before);
        Map<String, String> is = flat(after);
        Set<String> fields = new LinkedHashSet<>(was.keySet());
        fields.addAll(is.keySet());
        return fields.stream()
                .filter(field -> !Objects.equals(was.get(field), is.get(field)))
                .map(field -> new Difference(field, was.get(field), is.get(field)))
                .toList();
    }

    private static Map<String, String> flat(@Nullable Map<String, Object> state) {
        Map<String, String> flat = new LinkedHashMap<>();
        if (state != null) {
            state.forEach((name, value) -> put(name, value, flat));
        }
        return flat;
    }

    private static void put(String field, @Nullable Object value, Map<String, String> flat) {
        switch (value) {
            case null -> {}
            case Map<?, ?> fields -> fields.forEach((name, inner) -> put(field + "." + name, inner, flat));
            case List<?> all
            when all.stream().noneMatch(Map.class::isInstance) -> {
                List<String> words = new ArrayList<>();
                all.forEach(each -> words.add(String.valueOf(each)));
                flat.put(field, String.join(", ", words));
            }
            case List<?> all -> {
                for (int i = 0; i < all.size(); i++) {
                    put(field + "[" + i + "]", all.get(i), flat);
                }
            }
            default -> flat.put(field, value.toString());
        }
    }
}
