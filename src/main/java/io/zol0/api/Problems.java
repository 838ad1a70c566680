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
    static final ProblemDetail TOKEN_NEEDED = tokenNeeded();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Problems() {}

    private static ProblemDetail tokenNeeded() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED,
                "This needs a token of ZoL0 with the scope READ, in the header Authorization: Bearer zol0_…");
        problem.setType(URI.create("urn:zol0:problem:token-needed"));
        problem.setTitle("Token needed");
        return problem;
    }

    static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
