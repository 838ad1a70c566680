package io.zol0.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a value of a business metric looks like; it is read as it comes, without this. */
@Schema(description = "One value, or an array of at most 10,000 of them")
record BusinessValueBody(
        @Schema(example = "49.9", requiredMode = Schema.RequiredMode.REQUIRED)
        double value,

        @Schema(
                description =
                        "2026-11-23T12:00:00Z or milliseconds since 1970, at most 30 days ago; now where it is left out",
                type = "string")
        @Nullable
        String time,

        @Schema(description = "At most 10", example = "{\"country\": \"DE\"}") @Nullable
        Map<String, String> labels) {}
