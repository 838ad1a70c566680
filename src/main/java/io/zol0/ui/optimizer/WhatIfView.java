package io.zol0.ui.optimizer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Quotas;
import io.zol0.limits.Quota;
import io.zol0.optimizer.Advice;
import io.zol0.optimizer.NotPossible;
import io.zol0.optimizer.WhatIf;
import io.zol0.optimizer.WhatIfs;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A past period played again against another quota or TTL, side by side with the setting as it is. */
@Route("optimizer/what-if")
@PageTitle("What if · ZoL0")
@PermitAll
class WhatIfView extends Main implements BeforeEnterObserver {
    private static final List<Duration> LENGTHS =
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));

    private final WhatIfs whatIfs;
    private final Select<Duration> last = new Select<>();
    private final ComboBox<Quota> quota = new ComboBox<>("Quota");
    private final NumberField capacity = new NumberField("Size of its first window");
    private final NumberField margin = new NumberField("Kept unused, in percent");
    private final ComboBox<Endpoint> endpoint = new ComboBox<>("Endpoint");
    private final NumberField ttl = new NumberField("TTL, in seconds");
    private final NumberField stale = new NumberField("Served while fetched anew, in seconds");
    private final Div ofQuota = new Div();
    private final Div ofEndpoint = new Div();
    private final AddressState state = new AddressState(this);

    WhatIfView(WhatIfs whatIfs, Quotas quotas, Names names) {
        this.whatIfs = whatIfs;
        addClassName("page");
        last.setLabel("Calls of the last");
        last.setItems(LENGTHS);
        last.setItemLabelGenerator(Figures::time);
        last.setValue(Duration.ofHours(1));
        List<Quota> all = quotas.all();
        quota.setItems(all);
        quota.setItemLabelGenerator(each -> each.name() + " of " + names.upstream(each.upstreamId()));
        quota.addValueChangeListener(change -> fill(change.getValue()));
        quota.setWidthFull();
        if (all.size() == 1) {
            quota.setValue(all.getFirst());
        }
        endpoint.setItems(names.endpoints().stream()
                .sorted(Comparator.comparing(Names::name))
                .toList());
        endpoint.setItemLabelGenerator(each -> Names.name(each) + " of " + names.upstream(each.upstreamId()));
        endpoint.setWidthFull();
        ttl.setValue(60.0);
        stale.setValue(0.0);
        state.keepOneOf("last", last, () -> LENGTHS, Duration::toString)
                .keepOneOf("quota", quota, quotas::all, each -> Long.toString(each.id()))
                .keepNumber("size", capacity)
                .keepNumber("unused", margin)
                .keepOneOf("endpoint", endpoint, names::endpoints, each -> Long.toString(each.id()))
                .keepNumber("ttl", ttl)
                .keepNumber("stale", stale);
        Button playQuota = new Button("Play it again", click -> playQuota());
        Button playTtl = new Button("Play it again", click -> playTtl());
        playQuota.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        playTtl.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        ofQuota.getElement().setAttribute("role", "status");
        ofEndpoint.getElement().setAttribute("role", "status");
        Panel first = new Panel("Another quota").with(quota, capacity, margin, playQuota, ofQuota);
        Panel second = new Panel("Another TTL").with(endpoint, ttl, stale, playTtl, ofEndpoint);
        first.addClassName("form");
        second.addClassName("form");
        Div cards = new Div(first, second);
        cards.addClassName("cards");
        Div filters = new Div(last);
        filters.addClassName("filters");
        add(
                new H1("What if"),
                new Paragraph("What was recorded is played again in virtual time against another setting, with the very"
                        + " limits that the gateway uses. Nothing is changed by it."),
                new OptimizerNav("optimizer/what-if"),
                filters,
                cards);
    }

    private void fill(@Nullable Quota chosen) {
        if (chosen != null) {
            capacity.setValue((double) chosen.windows().getFirst().capacity());
            margin.setValue(chosen.margin() * 100);
        }
    }

    private void playQuota() {
        ofQuota.removeAll();
        Quota chosen = quota.getValue();
        Double size = capacity.getValue();
        Double unused = margin.getValue();
        if (chosen == null || size == null || unused == null || size < 1 || unused < 0 || unused >= 100) {
            ofQuota.add(new Paragraph("Choose a quota, a size of 1 or more, and from 0 % to below 100 % kept unused."));
            return;
        }
        Quota changed = Advice.QuotaRoom.of(chosen)
                .sized(Math.round(size))
                .margin(unused / 100)
                .on(chosen);
        try {
            Optional<WhatIfs.Both> both = whatIfs.quota(changed, last.getValue());
            ofQuota.add(both.isEmpty() ? nothing() : table(both.get()));
            both.ifPresent(found -> ofQuota.add(coverage(found.covered())));
        } catch (NotPossible e) {
            ofQuota.add(new Paragraph(String.valueOf(e.getMessage())));
        }
    }

    private void playTtl() {
        ofEndpoint.removeAll();
        Endpoint chosen = endpoint.getValue();
        Double fresh = ttl.getValue();
        Double after = stale.getValue();
        if (chosen == null || fresh == null || after == null || fresh < 0 || after < 0) {
            ofEndpoint.add(new Paragraph("Choose an endpoint and times of 0 s or more."));
            return;
        }
        try {
            Optional<WhatIfs.BothStored> both =
                    whatIfs.ttl(chosen.id(), seconds(fresh), seconds(after), last.getValue());
            ofEndpoint.add(both.isEmpty() ? nothing() : table(both.get()));
            both.ifPresent(found -> ofEndpoint.add(coverage(found.covered())));
        } catch (NotPossible e) {
            ofEndpoint.add(new Paragraph(String.valueOf(e.getMessage())));
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.min(seconds, 1e7) * 1000));
    }

    private static Paragraph nothing() {
        return new Paragraph("Nothing of it was recorded in that time; choose another time, or wait for calls.");
    }

    private static Paragraph coverage(double covered) {
        Paragraph coverage = new Paragraph(
                "%s of the minutes of that time have something recorded.".formatted(Figures.percent(covered)));
        coverage.addClassName("quiet");
        return coverage;
    }

    private static NativeTable table(WhatIfs.Both both) {
        WhatIf.Held now = both.now();
        WhatIf.Held then = both.then();
        return table(List.of(
                List.of("Calls to the provider", Figures.count(now.calls()), Figures.count(then.calls())),
                List.of("Let through", Figures.count(now.served()), Figures.count(then.served())),
                List.of("Waited", Figures.count(now.waited()), Figures.count(then.waited())),
                List.of("Refused here", Figures.count(now.refused()), Figures.count(then.refused())),
                List.of("Median wait", Figures.time(now.medianWait()), Figures.time(then.medianWait())),
                List.of("95 in 100 waited at most", Figures.time(now.p95Wait()), Figures.time(then.p95Wait()))));
    }

    private static NativeTable table(WhatIfs.BothStored both) {
        WhatIf.Stored now = both.now();
        WhatIf.Stored then = both.then();
        return table(List.of(
                List.of("Requests that were sampled", Figures.count(now.requests()), Figures.count(then.requests())),
                List.of("From the cache", hits(now), hits(then)),
                List.of("Fetched from the provider", Figures.count(now.fetches()), Figures.count(then.fetches())),
                List.of("Outdated of those from the cache", outdated(now), outdated(then))));
    }

    private static String hits(WhatIf.Stored stored) {
        return "%s (%s to %s)"
                .formatted(
                        Figures.percent(stored.hits()),
                        Figures.percent(stored.hitsLow()),
                        Figures.percent(stored.hitsHigh()));
    }

    private static String outdated(WhatIf.Stored stored) {
        Double share = stored.outdated();
        return share == null ? "not known yet" : Figures.percent(share);
    }

    private static NativeTable table(List<List<String>> rows) {
        NativeTable table = new NativeTable();
        table.addClassNames("rows", "evidence-figures");
        NativeTableRow head = table.getHead().addRow();
        for (String title : List.of("Figure", "As it is set", "As it would be")) {
            head.addHeaderCell().setText(title);
        }
        NativeTableBody body = table.addBody();
        for (List<String> row : rows) {
            NativeTableRow line = body.addRow();
            row.forEach(cell -> line.addDataCell().setText(cell));
        }
        return table;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
