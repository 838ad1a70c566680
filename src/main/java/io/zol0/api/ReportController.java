package io.zol0.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.zol0.ingest.CallReports;
import io.zol0.ingest.Taken;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes by REST calls that did not come through the gateway. */
@RestController
class ReportController {
    private static final String ONCE = "Idempotency-Key";

    private final CallReports reports;

    ReportController(CallReports reports) {
        this.reports = reports;
    }

    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = CallsBody.class))))
    @PostMapping("/api/performance/calls")
    ResponseEntity<Taken> take(
            HttpServletRequest request,
            Principal reporter,
            @RequestHeader(name = ONCE, required = false) @Nullable String key)
            throws IOException {
        Taken taken = reports.take(
                reporter.getName(), key, request.getInputStream(), request.getHeader(HttpHeaders.CONTENT_ENCODING));
        boolean nothing = taken.accepted() == 0 && taken.refused() > 0;
        return ResponseEntity.status(nothing ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .body(taken);
    }
}
