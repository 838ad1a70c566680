package io.zol0.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.zol0.metrics.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch of reported calls looks like; it is read as it comes, without this. */
@Schema(description = "At most 50,000 calls, 32 MB unpacked; fields that are not known are passed over and counted.")
record CallsBody(List<ReportedCall> calls) {
    /** One of them. */
    @Schema(
            description =
                    "A call that did not come through the gateway: whom it went to by upstream and path, or by url")
    record ReportedCall(
            @Schema(description = "Name of an upstream; or else the url", example = "binance") @Nullable
            String upstream,

            @Schema(description = "Path and query, beside upstream", example = "/api/v3/depth?symbol=BTCUSDT") @Nullable
            String path,

            @Schema(description = "Whole address, in place of upstream and path") @Nullable
            String url,

            @Schema(description = "Method of HTTP; GET where it is left out", example = "GET") @Nullable
            String method,

            @Schema(description = "Who called; the token where it is left out", example = "bot-7") @Nullable
            String caller,

            @Schema(
                    description =
                            "When it began: 2026-11-23T12:00:00Z or milliseconds since 1970; where it is left out it"
                                    + " ended now. It ended at most an hour ago.",
                    type = "string")
            @Nullable
            String at,

            @Schema(
                    description = "From beginning to end",
                    example = "12.5",
                    minimum = "0",
                    maximum = "3600000",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            double durationMillis,

            @Schema(minimum = "0", maximum = "3600000") @Nullable
            Double firstByteMillis,

            @Schema(description = "0 where no answer came", example = "200", minimum = "0", maximum = "599") @Nullable
            Integer status,

            @Schema(minimum = "0") @Nullable Long bytesIn,

            @Schema(minimum = "0", example = "2048") @Nullable
            Long bytesOut,

            @Schema(description = "By the status where it is left out") @Nullable
            Outcome outcome,

            @Schema(description = "Why it failed, in words") @Nullable
            String failure) {}
}
