package io.zol0.api;

import io.zol0.insight.ReportMail;
import io.zol0.insight.ReportMails;
import io.zol0.notify.Attempt;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports by mail by REST. */
@RestController
@RequestMapping("/api/settings/report-mails")
class ReportMailController {
    private final ReportMails mails;

    ReportMailController(ReportMails mails) {
        this.mails = mails;
    }

    /** What came of sending one at once. */
    record Sent(boolean arrived, String said) {}

    @GetMapping
    List<ReportMailBody> all() {
        return mails.all().stream().map(ReportMailBody::of).toList();
    }

    @PostMapping
    ResponseEntity<ReportMailBody> add(@RequestBody ReportMailBody body) {
        if (body.id() != null) {
            throw Unfit.sense(
                    "id", "A new report by mail gets its id; leave it out, or change the one that has it by PUT.");
        }
        ReportMail added = Outcomes.saved(mails.save(body.toMail(0, 0)), "report by mail", ReportMail::version);
        return answer(ResponseEntity.created(URI.create("/api/settings/report-mails/" + added.id())), added);
    }

    @GetMapping("/{id}")
    ResponseEntity<ReportMailBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), there(id));
    }

    @PutMapping("/{id}")
    ResponseEntity<ReportMailBody> change(
            @PathVariable long id,
            @RequestBody ReportMailBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ReportMail there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is report by mail %d; its id cannot be changed.".formatted(id));
        }
        ReportMail mail = body.toMail(id, Versions.required(ifMatch, there.version()));
        return answer(ResponseEntity.ok(), Outcomes.saved(mails.save(mail), named(id), ReportMail::version));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, there(id).version());
        Outcomes.saved(mails.remove(id, version), named(id), ReportMail::version);
        return ResponseEntity.noContent().build();
    }

    /** Sends the report of the newest whole period at once. */
    @PostMapping("/{id}/send")
    Sent send(@PathVariable long id) {
        Attempt attempt = mails.sendNow(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
        return new Sent(attempt instanceof Attempt.Delivered, attempt.said());
    }

    private static ResponseEntity<ReportMailBody> answer(ResponseEntity.BodyBuilder answer, ReportMail mail) {
        return answer.eTag(Versions.tag(mail.version())).body(ReportMailBody.of(mail));
    }

    private ReportMail there(long id) {
        return mails.byId(id).orElseThrow(() -> new Missing("There is no %s.".formatted(named(id))));
    }

    private static String named(long id) {
        return "report by mail number %d".formatted(id);
    }
}
