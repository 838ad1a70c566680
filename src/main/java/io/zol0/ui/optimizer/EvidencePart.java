package io.zol0.ui.optimizer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.zol0.optimizer.Evidence;
import io.zol0.optimizer.Recommendation;
import io.zol0.ui.parts.Figures;
import java.util.List;

/** The figures that an advice rests on, over four windows, each with the number of calls that it was measured from. */
class EvidencePart extends Div {
    private static final List<String> WINDOWS = List.of("5 min", "15 min", "1 h", "24 h");

    EvidencePart() {
        addClassName("evidence");
    }

    void show(Recommendation recommendation) {
        removeAll();
        NativeTable table = new NativeTable();
        table.addClassNames("rows", "evidence-figures");
        table.getElement().setAttribute("aria-label", "Figures over four windows");
        NativeTableRow head = table.getHead().addRow();
        head.addHeaderCell().setText("Figure");
        WINDOWS.forEach(window -> head.addHeaderCell().setText(window));
        NativeTableBody body = table.addBody();
        for (Evidence.Row row : recommendation.evidence().rows()) {
            NativeTableRow line = body.addRow();
            line.addDataCell().setText(row.what());
            for (Evidence.Cell cell : row.cells()) {
                Span of = new Span("of " + Figures.count(cell.sample()));
                of.addClassName("quiet");
                line.addDataCell().add(new Span(RecommendationWords.cell(row.unit(), cell.value())), of);
            }
        }
        UnorderedList facts = new UnorderedList();
        recommendation.evidence().facts().forEach(fact -> facts.add(new ListItem(fact)));
        facts.add(new ListItem(RecommendationWords.measured(recommendation)));
        add(table, facts);
    }
}
