package io.zol0.ui.cache;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.cache.Explanation;
import io.zol0.catalog.Upstream;
import io.zol0.gateway.CacheLookup;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Names;
import java.util.List;
import java.util.Map;

/** Says what would happen to one URL now, and why. */
class LookUpPart extends Div {
    private final CacheLookup cache;
    private final Select<Upstream> upstream = new Select<>();
    private final TextField target = new TextField("Path and query");
    private final Div answer = new Div();

    LookUpPart(CacheLookup cache, Names names) {
        this.cache = cache;
        addClassName("form");
        List<Upstream> upstreams = names.upstreams();
        if (upstreams.isEmpty()) {
            add(new Paragraph("There is no upstream yet."));
            return;
        }
        upstream.setLabel("Upstream");
        upstream.setItems(upstreams);
        upstream.setItemLabelGenerator(Upstream::name);
        upstream.setValue(upstreams.getFirst());
        target.setPlaceholder("/api/v3/depth?symbol=BTCUSDT");
        target.setHelperText("As a GET without credentials; callers with credentials have answers of their own.");
        answer.getElement().setAttribute("role", "status");
        Button look = new Button("Look it up", click -> look());
        add(upstream, target, look, answer);
    }

    private void look() {
        String given = target.getValue().strip();
        answer.removeAll();
        if (!given.startsWith("/") || given.length() > 4000) {
            target.setInvalid(true);
            target.setErrorMessage("A path begins with a slash, such as /api/v3/depth?symbol=BTCUSDT.");
            return;
        }
        target.setInvalid(false);
        try {
            cache.explain(upstream.getValue().id(), "GET", given, Map.of(), null)
                    .ifPresent(this::show);
        } catch (IllegalArgumentException refused) {
            target.setInvalid(true);
            target.setErrorMessage(refused.getMessage());
        }
    }

    private void show(Explanation explanation) {
        explanation.why().forEach(sentence -> answer.add(plain(sentence)));
        if (explanation.age() != null) {
            answer.add(plain("The answer that is kept is %s old and takes %s."
                    .formatted(Figures.time(explanation.age()), Figures.bytes(explanation.bytes()))));
        }
        Paragraph status = plain("Cache-Status: " + explanation.cacheStatus());
        status.addClassNames("code", "breaks");
        answer.add(status);
    }

    private static Paragraph plain(String words) {
        Paragraph paragraph = new Paragraph(words);
        paragraph.addClassName("plain");
        return paragraph;
    }
}
