package io.zol0.api;

import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.Term;
import io.zol0.insight.TermSetting;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the terms of the health score count, by REST. */
@RestController
@RequestMapping("/api/settings/health-weights")
class HealthWeightsController {
    private final Health health;

    HealthWeightsController(Health health) {
        this.health = health;
    }

    /**
     * Weights of terms; a term that is left out of a request counts as shipped.
     *
     * @param version in answers, 0 as shipped
     * @param at when they were set, in answers
     * @param who set them, in answers
     */
    record WeightsBody(
            @Nullable Long version,
            @Nullable Instant at,
            @Nullable String who,
            @Nullable Map<Term, @Nullable TermBody> terms) {
        static WeightsBody of(HealthWeights weights) {
            Map<Term, TermBody> terms = new EnumMap<>(Term.class);
            weights.terms().forEach((term, setting) -> terms.put(term, TermBody.of(setting)));
            return new WeightsBody(weights.version(), weights.at(), weights.who(), terms);
        }

        HealthWeights toWeights(long from) {
            Needs needs = new Needs();
            Map<Term, TermSetting> settings = new EnumMap<>(Term.class);
            needs.of(terms, "terms", Map.<Term, @Nullable TermBody>of())
                    .forEach((term, setting) -> settings.put(
                            term,
                            needs.of(setting, "terms." + term, TermBody.of(term.standard()))
                                    .over(term.standard())));
            needs.requireNoneMissing();
            return new HealthWeights(from, Instant.EPOCH, "", settings);
        }
    }

    /**
     * How one term counts; what is left out of a request is as shipped.
     *
     * @param weight beside those of the others, 0 to 100
     * @param good the figure at which it is 1, in the unit of the term
     * @param bad the figure at which it is 0
     */
    record TermBody(
            @Nullable Double weight,
            @Nullable Double good,
            @Nullable Double bad) {
        static TermBody of(TermSetting setting) {
            return new TermBody(setting.weight(), setting.good(), setting.bad());
        }

        TermSetting over(TermSetting shipped) {
            return new TermSetting(
                    weight == null ? shipped.weight() : weight,
                    good == null ? shipped.good() : good,
                    bad == null ? shipped.bad() : bad);
        }
    }

    @GetMapping
    ResponseEntity<WeightsBody> now() {
        return answer(newest());
    }

    /** Lets the terms count otherwise from now on, and for what is shown of before. */
    @PutMapping
    ResponseEntity<WeightsBody> change(
            @RequestBody WeightsBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        long version = Versions.required(ifMatch, newest().version());
        return answer(health.save(body.toWeights(version)));
    }

    /** How they counted before, the newest first. */
    @GetMapping("/versions")
    List<WeightsBody> versions() {
        return health.versions().stream().map(WeightsBody::of).toList();
    }

    /** From the database: another node may have saved them. */
    private HealthWeights newest() {
        return health.versions().stream().findFirst().orElseGet(HealthWeights::standard);
    }

    private static ResponseEntity<WeightsBody> answer(HealthWeights weights) {
        return ResponseEntity.ok().eTag(Versions.tag(weights.version())).body(WeightsBody.of(weights));
    }
}
