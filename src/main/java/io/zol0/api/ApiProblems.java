package io.zol0.api;

import io.zol0.alerts.RemedyRefused;
import io.zol0.alerts.RuleChanged;
import io.zol0.alerts.SilenceChanged;
import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.ChangedSince;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import io.zol0.catalog.UnknownSetting;
import io.zol0.catalog.UnknownUpstream;
import io.zol0.ingest.NotTaken;
import io.zol0.insight.WeightsChanged;
import io.zol0.optimizer.NotPossible;
import io.zol0.optimizer.NoticeChanged;
import io.zol0.optimizer.UnknownNotice;
import io.zol0.optimizer.UnknownRecommendation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers what went wrong as RFC 9457 has it, with the sentences that the console's forms show. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
class ApiProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    /** One field of a body, and what is wrong with it. */
    record FieldError(String field, String detail) {}

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(InvalidDraft e) {
        return fields(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", "Not valid", e.problems());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(Unfit e) {
        return switch (e.why()) {
            case FORM -> fields(HttpStatus.BAD_REQUEST, "unreadable", "Not readable", e.problems());
            case SIZE -> fields(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large", e.problems());
            case SENSE -> fields(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", "Not valid", e.problems());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(PreconditionNeeded e) {
        return answer(HttpStatus.PRECONDITION_REQUIRED, "version-needed", "Version needed", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(ChangedMeanwhile e) {
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .eTag(Versions.tag(e.version()))
                .body(Problems.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "changed-meanwhile",
                        "Changed meanwhile",
                        String.valueOf(e.getMessage())));
    }

    @ExceptionHandler({RuleChanged.class, SilenceChanged.class, NoticeChanged.class, WeightsChanged.class})
    ResponseEntity<ProblemDetail> changed(RuntimeException e) {
        return answer(HttpStatus.PRECONDITION_FAILED, "changed-meanwhile", "Changed meanwhile", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(Stale e) {
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
                .eTag(Versions.tag(e.version()))
                .body(Problems.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "changed-meanwhile",
                        "Changed meanwhile",
                        String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(ChangedSince e) {
        ProblemDetail problem =
                Problems.of(HttpStatus.CONFLICT, "changed-since", "Changed since", String.valueOf(e.getMessage()));
        problem.setProperty("later", e.later().stream().map(ApiProblems::brief).toList());
        return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
    }

    @ExceptionHandler({
        UnknownSetting.class,
        UnknownUpstream.class,
        UnknownRecommendation.class,
        UnknownNotice.class,
        Missing.class
    })
    ResponseEntity<ProblemDetail> missing(RuntimeException e) {
        return answer(HttpStatus.NOT_FOUND, "not-there", "Not there", e);
    }

    @ExceptionHandler({NotPossible.class, NotNow.class, RemedyRefused.class})
    ResponseEntity<ProblemDetail> notNow(RuntimeException e) {
        return answer(HttpStatus.CONFLICT, "not-possible", "Not possible now", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refuse(NotTaken e) {
        HttpStatus status = statusOf(e.why());
        String type = switch (e.why()) {
            case UNREADABLE -> "unreadable";
            case TOO_LARGE -> "too-large";
            case UNKNOWN_FORM -> "unknown-form";
            case UNFIT -> "invalid";
            case TOO_MANY -> "too-many";
            case BUSY -> "busy";
        };
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (e.why() == NotTaken.Why.BUSY || e.why() == NotTaken.Why.TOO_MANY) {
            answer.header(HttpHeaders.RETRY_AFTER, e.why() == NotTaken.Why.BUSY ? "1" : "60");
        }
        return answer.body(Problems.of(status, type, status.getReasonPhrase(), String.valueOf(e.getMessage())));
    }

    static HttpStatus statusOf(NotTaken.Why why) {
        return switch (why) {
            case UNREADABLE -> HttpStatus.BAD_REQUEST;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNKNOWN_FORM -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case UNFIT -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> away(HistoryAway e) {
        return later("history-unavailable", "History is unavailable", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> away(RuntimeException e) {
        LOG.warn("A question to the REST side met a database that is away", e);
        return later(
                "database-unavailable", "Database is unavailable", "The database cannot be asked now. Ask again soon.");
    }

    private static ResponseEntity<ProblemDetail> later(String type, String title, String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "10")
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, type, title, detail));
    }

    private static Map<String, Object> brief(AppliedChange change) {
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("id", change.id());
        brief.put("at", change.at());
        brief.put("who", change.who());
        return brief;
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String type, String title, RuntimeException e) {
        return ResponseEntity.status(status).body(Problems.of(status, type, title, String.valueOf(e.getMessage())));
    }

    private static ResponseEntity<ProblemDetail> fields(
            HttpStatus status, String type, String title, List<Problem> problems) {
        ProblemDetail problem = Problems.of(
                status,
                type,
                title,
                problems.stream().map(Problem::sentence).distinct().collect(Collectors.joining(" ")));
        problem.setProperty(
                "errors",
                problems.stream()
                        .map(each -> new FieldError(each.field(), each.sentence()))
                        .toList());
        return ResponseEntity.status(status).body(problem);
    }
}
