package io.zol0.optimizer;

import io.zol0.alerts.Alert;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Remedies;
import io.zol0.alerts.Remedy;
import io.zol0.alerts.RemedyRefused;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.SettingKind;
import io.zol0.metrics.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Knows which recommendations would help against an alert: those of its upstream that better what it is about. */
@Component
class AlertAdvice implements Remedies {
    /** How the keys of these remedies begin, which are the paths of their pages too. */
    private static final String PATH = "optimizer/";

    /** Most that are looked at, those worth most. */
    private static final int MOST = 20;

    private final Recommendations recommendations;

    AlertAdvice(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @Override
    public List<Remedy> against(Alert alert) {
        Set<Aim> wanted = helping(alert.measure());
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Recommendation> open =
                recommendations
                        .page(
                                new RecommendationFilter(
                                        Set.of(State.FOUND), alert.about().upstreamId()),
                                0,
                                MOST)
                        .stream()
                        .filter(each -> wanted.contains(each.effect().aim()) && isAbout(each, alert.about()))
                        .toList();
        List<Confidence> sure = recommendations.confidence(open);
        return IntStream.range(0, open.size())
                .mapToObj(i -> new Remedy(
                        PATH + open.get(i).id(),
                        open.get(i).title(),
                        effect(open.get(i).effect(), sure.get(i))))
                .toList();
    }

    @Override
    public String apply(Alert alert, Remedy remedy) {
        long id = Long.parseLong(remedy.key().substring(PATH.length()));
        try {
            recommendations.approve(id, true);
        } catch (NotPossible | UnknownRecommendation e) {
            throw new RemedyRefused(String.valueOf(e.getMessage()));
        }
        return ("%s: in force within ten seconds, or after the trial that its upstream has now, and compared with the hour before for"
                        + " a day.")
                .formatted(remedy.title());
    }

    /** Advice of an endpoint's cache helps its own alerts and those of its upstream; that of a quota all calls of the upstream. */
    private static boolean isAbout(Recommendation each, Subject about) {
        SettingId setting = each.advice().setting();
        return switch (about.kind()) {
            case ENDPOINT -> setting.kind() != SettingKind.CACHE_POLICY || setting.number() == about.id();
            case QUOTA -> setting.kind() != SettingKind.QUOTA || setting.number() == about.id();
            case WHOLE, UPSTREAM -> true;
            case PAGE, LABELS -> false;
        };
    }

    /** What has to become less for what an alert is about to become better. */
    private static Set<Aim> helping(Measure measure) {
        return switch (measure.source()) {
            case P50, P95, P99, WAITED, REFUSED_BY_US -> EnumSet.of(Aim.TO_PROVIDER, Aim.WAITED);
            case CACHED, REFUSED_BY_PROVIDER, RATE -> EnumSet.of(Aim.TO_PROVIDER);
            case SERIES -> ofSeries(measure.key());
            case ERRORS, OVERHEAD, CALLER_CALLS -> Set.of();
        };
    }

    private static Set<Aim> ofSeries(String key) {
        if (key.equals("quota.waiting")) {
            return EnumSet.of(Aim.TO_PROVIDER, Aim.WAITED);
        }
        return key.equals("quota.left") || key.startsWith("cost.") ? EnumSet.of(Aim.TO_PROVIDER) : Set.of();
    }

    private static String effect(Effect effect, Confidence confidence) {
        return "%s (%s to %s) of %s are expected to %s, instead of %s; %s."
                .formatted(
                        Words.percent(effect.expected()),
                        Words.percent(effect.low()),
                        Words.percent(effect.high()),
                        effect.aim().of(),
                        effect.aim().what().replaceFirst("^are ", "be "),
                        Words.percent(effect.now()),
                        switch (confidence) {
                            case Confidence.Earned(double probability, int right, int of) ->
                                "sure %s (%d of %d were kept)".formatted(Words.number(probability), right, of);
                            case Confidence.NotYet(int verdicts, int needed) ->
                                "how sure: not enough yet, %d of %d verdicts".formatted(verdicts, needed);
                        });
    }
}
