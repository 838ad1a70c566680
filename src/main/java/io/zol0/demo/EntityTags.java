package io.zol0.demo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entity tags in conditional requests, compared weakly (RFC 9110, 13.1.2). */
final class EntityTags {
    private EntityTags() {}

    /** Whether an {@code If-None-Match} header names {@code etag}. */
    static boolean match(@Nullable String header, String etag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
