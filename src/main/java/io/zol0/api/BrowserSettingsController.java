package io.zol0.api;

import io.zol0.ingest.BrowserSettings;
import io.zol0.ingest.Browsers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whose pages may report from browsers, by REST. */
@RestController
@RequestMapping("/api/settings/browsers")
class BrowserSettingsController {
    private final Browsers browsers;
    private final ReadState state;

    BrowserSettingsController(Browsers browsers, ReadState state) {
        this.browsers = browsers;
        this.state = state;
    }

    /**
     * Whose pages may report.
     *
     * @param origins such as {@code https://shop.example.com}; none: nobody may
     * @param share of the visits that report, from 0.001 to 1; all where it is not said
     */
    record BrowsersBody(
            @Nullable List<@Nullable String> origins,
            @Nullable Double share) {
        static BrowsersBody of(BrowserSettings settings) {
            return new BrowsersBody(List.copyOf(settings.sorted()), settings.share());
        }
    }

    @GetMapping
    ResponseEntity<BrowsersBody> now() {
        return answer(current());
    }

    @PutMapping
    ResponseEntity<BrowsersBody> change(
            @RequestBody BrowsersBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Needs needs = new Needs();
        List<@Nullable String> wanted = needs.of(body.origins(), "origins", List.of());
        List<String> origins = needs.each(wanted, "origins", "", (origin, place) -> origin);
        needs.requireNoneMissing();
        double share = body.share() == null ? 1 : body.share();
        state.change("whose pages may report", ifMatch, this::current, () -> browsers.change(origins, share));
        return answer(current());
    }

    private BrowsersBody current() {
        return BrowsersBody.of(browsers.current());
    }

    private static ResponseEntity<BrowsersBody> answer(BrowsersBody body) {
        return ResponseEntity.ok().eTag(Versions.tag(Versions.of(body))).body(body);
    }
}
