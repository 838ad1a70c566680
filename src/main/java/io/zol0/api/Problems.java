package io.zol0.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** The errors of the REST side, as RFC 9457 has them. */
final class Problems {
    static final ProblemDetail TOKEN_NEEDED = of(
            HttpStatus.UNAUTHORIZED,
            "token-needed",
            "Token needed",
            "This needs a token of ZoL0 with the scope READ, OPERATE to change something, or INGEST to report, in the header"
                    + " Authorization: Bearer zol0_…");
    static final ProblemDetail NOT_ALLOWED = of(
            HttpStatus.FORBIDDEN,
            "not-allowed",
            "Not allowed",
            "This token may not do that. To change something it needs the scope OPERATE, for what administrators change"
                    + " ADMINISTER, to report INGEST, and all environments for what belongs to all of them.");
    static final ProblemDetail NOTHING_THERE = of(
            HttpStatus.NOT_FOUND,
            "nothing-there",
            "Nothing there",
            "The REST side has nothing at this path. What there is, /api.yaml lists.");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    /** A problem of ours; the type ends with that name. */
    static ProblemDetail of(HttpStatus status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:zol0:problem:" + type));
        problem.setTitle(title);
        return problem;
    }

    static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        if (problem.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
