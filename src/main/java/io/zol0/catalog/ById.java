package io.zol0.catalog;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things by their numbers, which never change; finds without a lock or an allocation. */
final class ById<T> {
    private final long[] ids;
    private final Object[] things;

    private ById(Map<Long, T> all) {
        TreeMap<Long, T> sorted = new TreeMap<>(all);
        ids = sorted.keySet().stream().mapToLong(Long::longValue).toArray();
        things = sorted.values().toArray();
    }

    static <T> ById<T> of(Map<Long, T> all) {
        return new ById<>(all);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(long id) {
        int place = Arrays.binarySearch(ids, id);
        return place < 0 ? null : (T) things[place];
    }

    @SuppressWarnings("unchecked")
    Stream<T> all() {
        return (Stream<T>) Arrays.stream(things);
    }
}
