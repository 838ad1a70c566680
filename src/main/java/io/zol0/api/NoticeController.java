package io.zol0.api;

import io.zol0.optimizer.DismissedNotice;
import io.zol0.optimizer.Notices;
import io.zol0.optimizer.UnknownNotice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is worth knowing and no trial could better, and what people decide about it, by REST. */
@RestController
@RequestMapping("/api/monitoring/notices")
class NoticeController {
    private final Notices notices;
    private final NamedUpstreams upstreams;

    NoticeController(Notices notices, NamedUpstreams upstreams) {
        this.notices = notices;
        this.upstreams = upstreams;
    }

    /**
     * One of them.
     *
     * @param upstream null where it is about none
     * @param measure how bad it is; what was dismissed is told again once this is half as much again
     * @param dismissed null where nobody turned it away
     */
    record NoticeBody(
            String key,
            @Nullable String upstream,
            double measure,
            String title,
            String because,
            String todo,
            String path,
            @Nullable DismissedBody dismissed) {}

    /** That somebody turned one away. */
    record DismissedBody(String key, String title, double measure, String reason, String who, Instant at) {
        static DismissedBody of(DismissedNotice from) {
            return new DismissedBody(from.key(), from.title(), from.measure(), from.reason(), from.who(), from.at());
        }
    }

    /** What is so now and nobody turned away. */
    @GetMapping
    List<NoticeBody> all() {
        Map<Long, String> names = upstreams.all();
        return notices.all().stream().map(each -> body(each, names)).toList();
    }

    /** What somebody turned away, the newest first. */
    @GetMapping("/dismissed")
    List<DismissedBody> dismissed() {
        return notices.dismissed().stream().map(DismissedBody::of).toList();
    }

    @GetMapping("/{key}")
    ResponseEntity<NoticeBody> one(@PathVariable String key) {
        return answer(there(key));
    }

    /** Turns it away for a reason; it stays away until it is half as bad again. */
    @PostMapping("/{key}/dismiss")
    ResponseEntity<NoticeBody> dismiss(
            @PathVariable String key,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        notices.dismiss(key, reason, Versions.required(ifMatch, there(key).version()));
        return answer(there(key));
    }

    /** Lets it be told again. */
    @PostMapping("/{key}/restore")
    ResponseEntity<Void> restore(
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long current = notices.dismissed().stream()
                .filter(each -> each.key().equals(key))
                .mapToLong(DismissedNotice::version)
                .findFirst()
                .orElse(0);
        notices.restore(key, Versions.required(ifMatch, current));
        return ResponseEntity.noContent().build();
    }

    private Notices.Told there(String key) {
        return notices.byKey(key).orElseThrow(() -> UnknownNotice.withKey(key));
    }

    private ResponseEntity<NoticeBody> answer(Notices.Told told) {
        return ResponseEntity.ok().eTag(Versions.tag(told.version())).body(body(told, upstreams.all()));
    }

    private static NoticeBody body(Notices.Told told, Map<Long, String> names) {
        DismissedNotice dismissed = told.dismissed();
        return new NoticeBody(
                told.notice().key(),
                names.get(told.notice().upstreamId()),
                told.notice().measure(),
                told.notice().title(),
                told.notice().because(),
                told.notice().todo(),
                told.notice().path(),
                dismissed == null ? null : DismissedBody.of(dismissed));
    }
}
