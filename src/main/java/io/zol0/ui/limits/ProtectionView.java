package io.zol0.ui.limits;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.ui.history.SettingPart;
import io.zol0.ui.parts.Note;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** What protects one upstream, and its callers, when it falters: circuit breaker and concurrency limit. */
@Route("settings/protection")
@PermitAll
class ProtectionView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private static final SettingPart.Words BREAKER = new SettingPart.Words(
            "Circuit breaker",
            "set here, for each endpoint by itself",
            "nothing is set: it is off",
            "Saving applies to the next call; what was counted so far goes on counting.",
            "Switch the breaker off");
    private static final SettingPart.Words CONCURRENCY = new SettingPart.Words(
            "Concurrency limit",
            "set here, for all calls to the upstream",
            "nothing is set: it is off",
            "Saving applies to the next call. Where the provider has a quota, a quota is the better limit.",
            "Switch the limit off");

    private final Catalog catalog;
    private final Upstreams upstreams;
    private final boolean mayChange;
    private String title = "Protection";

    ProtectionView(Catalog catalog, Upstreams upstreams, AuthenticationContext login) {
        this.catalog = catalog;
        this.upstreams = upstreams;
        mayChange = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassNames("page", "page-narrow");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        removeAll();
        upstreams
                .byId(id)
                .ifPresentOrElse(
                        upstream -> {
                            title = "Protection of " + upstream.name();
                            show(id);
                        },
                        () -> {
                            title = "No such upstream";
                            add(
                                    new H1(title),
                                    Note.empty("There is no upstream with this number")
                                            .text("It may have been removed.")
                                            .link("Go to the limits", "settings/limits"));
                        });
    }

    @Override
    public String getPageTitle() {
        return title + " · ZoL0";
    }

    private void show(long id) {
        add(
                new H1(title),
                new Paragraph("What happens when the upstream fails or gets slow, beside what its provider allows."),
                new SettingPart<>(
                        catalog,
                        SettingId.breaker(id),
                        new Breakers(),
                        BREAKER,
                        new BreakerForm(breaker -> catalog.problemsOf(new Setting.OfBreaker(breaker))),
                        mayChange),
                new SettingPart<>(
                        catalog,
                        SettingId.concurrency(id),
                        new Concurrencies(),
                        CONCURRENCY,
                        new ConcurrencyForm(limit -> catalog.problemsOf(new Setting.OfConcurrency(limit))),
                        mayChange));
    }

    private record Breakers() implements SettingPart.Kind<BreakerSettings> {
        @Override
        public BreakerSettings inForce(@Nullable Setting set) {
            return set instanceof Setting.OfBreaker(BreakerSettings breaker) ? breaker : BreakerSettings.OFF;
        }

        @Override
        public Setting setting(BreakerSettings value) {
            return new Setting.OfBreaker(value);
        }
    }

    private record Concurrencies() implements SettingPart.Kind<ConcurrencySettings> {
        @Override
        public ConcurrencySettings inForce(@Nullable Setting set) {
            return set instanceof Setting.OfConcurrency(ConcurrencySettings limit) ? limit : ConcurrencySettings.OFF;
        }

        @Override
        public Setting setting(ConcurrencySettings value) {
            return new Setting.OfConcurrency(value);
        }
    }
}
