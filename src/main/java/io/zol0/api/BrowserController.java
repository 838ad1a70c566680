package io.zol0.api;

import io.zol0.ingest.BrowserReports;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What pages of others load and report to: without a login, without cookies, for allowed origins only. */
@RestController
class BrowserController {
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private final BrowserReports reports;

    BrowserController(BrowserReports reports) {
        this.reports = reports;
    }

    /** The script that measures. */
    @GetMapping(value = "/rum.js", produces = "text/javascript")
    ResponseEntity<String> script() {
        return ResponseEntity.ok()
                .contentType(SCRIPT)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
                .body(reports.script());
    }

    /** Takes what a browser measured. */
    @PostMapping("/rum")
    ResponseEntity<?> take(
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin)
            throws IOException {
        if (origin == null || !reports.allows(origin)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN)
                    .body(
                            Problems.of(
                                    HttpStatus.FORBIDDEN,
                                    "origin-not-allowed",
                                    "Origin not allowed",
                                    "Pages of this origin may not report; an administrator allows them under User experience."));
        }
        reports.take(origin, request.getRemoteAddr(), request.getInputStream());
        return ResponseEntity.noContent()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .header(HttpHeaders.VARY, HttpHeaders.ORIGIN)
                .build();
    }
}
