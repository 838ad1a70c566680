package io.zol0.ui.quotas;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.zol0.limits.BudgetState;
import io.zol0.limits.Quota;
import io.zol0.limits.WindowState;
import io.zol0.ui.parts.Meter;
import java.util.ArrayList;
import java.util.List;

/** A bar for each window of a budget. */
class WindowMeters extends Div {
    private final List<Row> rows = new ArrayList<>();

    private record Row(Meter meter, Span words, Span provider) {}

    WindowMeters(Quota quota) {
        quota.windows().forEach(window -> {
            Meter meter = new Meter(quota.name() + ", " + QuotaWords.window(window));
            Span title = new Span(QuotaWords.window(window));
            Span words = new Span();
            Span provider = new Span();
            provider.addClassName("quiet");
            Div line = new Div(title, words);
            line.addClassName("meter-words");
            rows.add(new Row(meter, words, provider));
            add(line, meter, provider);
        });
    }

    void show(BudgetState budget) {
        for (int i = 0; i < Math.min(rows.size(), budget.windows().size()); i++) {
            WindowState state = budget.windows().get(i);
            Row row = rows.get(i);
            String words = QuotaWords.fill(state);
            row.words().setText(words);
            row.provider().setText(QuotaWords.provider(state).orElse(""));
            double whole = Math.max(1, state.allowed());
            row.meter()
                    .show(
                            state.used() / whole,
                            state.reserved() / whole,
                            state.providerUsed() == null ? null : state.providerUsed() / whole,
                            words);
        }
    }
}
