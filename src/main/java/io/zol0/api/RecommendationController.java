package io.zol0.api;

import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.RecommendationFilter;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.State;
import io.zol0.optimizer.UnknownRecommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Recommendations, their trials and what people decide about them, by REST. */
@RestController
@RequestMapping("/api/monitoring/recommendations")
class RecommendationController {
    private final Recommendations recommendations;
    private final NamedUpstreams upstreams;

    RecommendationController(Recommendations recommendations, NamedUpstreams upstreams) {
        this.recommendations = recommendations;
        this.upstreams = upstreams;
    }

    /** What waits for a decision first, what is worth most on top. */
    @GetMapping
    RecommendationBody.Page page(
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        if (offset < 0 || limit < 1 || limit > Recommendations.MOST) {
            throw Unfit.sense(
                    "limit", "A page begins at 0 or later and has 1 to %d rows.".formatted(Recommendations.MOST));
        }
        RecommendationFilter filter = new RecommendationFilter(
                state == null ? Set.of() : Set.of(state), upstream == null ? 0 : upstreams.idOf(upstream));
        List<Recommendation> page = recommendations.page(filter, offset, limit);
        List<Confidence> confidence = recommendations.confidence(page);
        List<RecommendationBody> bodies = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            bodies.add(RecommendationBody.of(page.get(i), confidence.get(i)));
        }
        return new RecommendationBody.Page(recommendations.count(filter), bodies);
    }

    /** How often the predictions came true. */
    @GetMapping("/scores")
    RecommendationBody.Scores scores() {
        return RecommendationBody.Scores.of(recommendations.scoreCard());
    }

    @GetMapping("/{id}")
    RecommendationBody.Whole one(@PathVariable long id) {
        Recommendation found = recommendations.byId(id).orElseThrow(() -> UnknownRecommendation.withId(id));
        return new RecommendationBody.Whole(
                RecommendationBody.of(
                        found, recommendations.confidence(List.of(found)).getFirst()),
                recommendations.trial(id).map(RecommendationBody.TrialBody::of).orElse(null),
                recommendations.steps(id).stream()
                        .map(RecommendationBody.StepBody::of)
                        .toList());
    }

    /** Sends it to its trial, or with {@code atOnce} applies it and watches it for a day. */
    @PostMapping("/{id}/approve")
    RecommendationBody.Whole approve(@PathVariable long id, @RequestParam(defaultValue = "false") boolean atOnce) {
        recommendations.approve(id, atOnce);
        return one(id);
    }

    /** Turns it down; it stays away until its evidence is another. */
    @PostMapping("/{id}/dismiss")
    RecommendationBody.Whole dismiss(@PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        recommendations.dismiss(id, reason);
        return one(id);
    }

    /** Ends its trial, or takes back what was kept. */
    @PostMapping("/{id}/take-back")
    RecommendationBody.Whole takeBack(@PathVariable long id) {
        recommendations.takeBack(id);
        return one(id);
    }
}
