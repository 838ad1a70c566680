package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.gateway.Bans;
import io.zol0.gateway.LiveQuotas;
import io.zol0.gateway.QuotaSeries;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaState;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.Subject;
import io.zol0.optimizer.Forecasts;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.SeriesLines;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One quota, live: what is left, who spends it, who waits, what is refused, and the provider's count beside ours. */
@Route("quotas")
@PermitAll
class QuotaView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    static final List<Chart.Series> COUNTS =
            List.of(Chart.Series.solid("ours", "blue"), new Chart.Series("the provider's", "orange", 5));
    private static final Duration HOUR = Duration.ofHours(1);

    private final LiveQuotas quotas;
    private final BansNow bans;
    private final LiveMetrics metrics;
    private final SeriesHistory series;
    private final QuotaPast past;
    private final Forecasts forecasts;
    private final Names names;
    private final Clock clock;
    private @Nullable Quota quota;
    private @Nullable Shown shown;

    /** What moves. */
    private record Shown(QuotaDetails details, SeriesLines counts, SeriesLines waiting, QuotaPastPart past) {}

    QuotaView(
            LiveQuotas quotas,
            Bans bans,
            LiveMetrics metrics,
            SeriesHistory series,
            QuotaPast past,
            Forecasts forecasts,
            Live live,
            Names names,
            Clock clock,
            AuthenticationContext login) {
        this.quotas = quotas;
        this.bans = new BansNow(bans, names, login.hasAnyRole("OPERATOR", "ADMIN"));
        this.metrics = metrics;
        this.series = series;
        this.past = past;
        this.forecasts = forecasts;
        this.names = names;
        this.clock = clock;
        addClassName("page");
        Signal.effect(this, () -> {
            live.shown().get();
            show();
        });
        Signal.effect(this, () -> live.newest().get().ifPresent(this::move));
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        build(quotas.of(id));
    }

    private void build(Optional<QuotaState> found) {
        removeAll();
        quota = found.map(QuotaState::quota).orElse(null);
        shown = null;
        if (quota == null) {
            add(
                    new H1("No such quota"),
                    Note.empty("There is no quota with this number")
                            .text("It may have been removed; the history of settings can bring it back.")
                            .link("Go to the quotas", "quotas")
                            .link("Go to the history", "settings/history"));
            return;
        }
        draw(quota);
        show();
    }

    private void draw(Quota drawn) {
        Subject subject = Subject.quota(drawn.id(), drawn.upstreamId());
        SeriesLines counts = new SeriesLines(
                "The provider's count and ours",
                "weight",
                HOUR,
                List.of(
                        new SeriesLines.Line(QuotaSeries.ours(subject, 0), COUNTS.getFirst()),
                        new SeriesLines.Line(QuotaSeries.provider(subject, 0), COUNTS.getLast())));
        SeriesLines waiting = new SeriesLines(
                "Calls that wait",
                "calls",
                HOUR,
                List.of(
                        new SeriesLines.Line(
                                QuotaSeries.waitingHigh(subject), Chart.Series.solid("high priority", "blue")),
                        new SeriesLines.Line(
                                QuotaSeries.waitingNormal(subject), new Chart.Series("normal", "violet", 5))));
        QuotaDetails details = new QuotaDetails(drawn);
        QuotaPastPart day = new QuotaPastPart(past, subject);
        Div cards = new Div(
                details.left(),
                details.queue(),
                details.callers(),
                details.endpoints(),
                new Panel("The provider's count and ours")
                        .about("first window, last hour")
                        .with(counts.chart()),
                new Panel("The provider's count and ours")
                        .about("first window, last 24 hours")
                        .with(day.counts()),
                wide(new Panel("Calls that wait").about("last hour").with(waiting.chart())),
                wide(new Panel("What is coming")
                        .about("next 24 hours")
                        .with(new ForecastPart(forecasts.ofQuota(drawn.id())))),
                wide(new Panel("Operating level")
                        .about("its steps in the last 24 hours")
                        .with(details.level, day.steps)));
        cards.addClassName("cards");
        Paragraph links =
                new Paragraph(new Anchor("settings/limits/" + drawn.id(), "Change it, or see who changed it before"));
        links.addClassName("quota-links");
        add(
                new H1(drawn.name()),
                new Paragraph("Of %s: %s, %s."
                        .formatted(
                                names.upstream(drawn.upstreamId()),
                                QuotaWords.windows(drawn),
                                QuotaWords.scope(drawn.scope()))),
                bans,
                cards,
                links);
        shown = new Shown(details, counts, waiting, day);
        counts.move(series);
        waiting.move(series);
    }

    @Override
    public String getPageTitle() {
        return (quota == null ? "No such quota" : quota.name()) + " · ZoL0";
    }

    private void show() {
        Quota drawn = quota;
        if (drawn == null) {
            return;
        }
        Optional<QuotaState> state = quotas.of(drawn.id());
        if (state.isEmpty() || !state.get().quota().equals(drawn)) {
            build(state);
            return;
        }
        bans.show(drawn.upstreamId(), clock.instant());
        if (shown != null) {
            shown.details()
                    .show(state.get(), metrics.stats(new Scope.OfUpstream(drawn.upstreamId()), HOUR), clock.instant());
        }
    }

    private void move(Beat beat) {
        Shown moving = shown;
        if (moving != null) {
            moving.counts().move(series);
            moving.waiting().move(series);
            getUI().ifPresent(ui -> moving.past().ask(ui, beat.tick().second()));
        }
    }

    private static Panel wide(Panel panel) {
        panel.addClassName("wide");
        return panel;
    }
}
