package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.zol0.insight.Finding;
import io.zol0.insight.Quantity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The coefficients among the quantities with most findings as a table; a cell without one has no finding. */
class Matrix extends Div {
    private static final int MOST = 10;

    Matrix() {
        addClassName("matrix");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Matrix of correlations");
    }

    void show(List<Finding> findings) {
        removeAll();
        Map<Quantity, Integer> often = new HashMap<>();
        Map<String, Finding> byPair = new HashMap<>();
        for (Finding finding : findings) {
            often.merge(finding.leader(), 1, Integer::sum);
            often.merge(finding.follower(), 1, Integer::sum);
            byPair.put(finding.leader().key() + "|" + finding.follower().key(), finding);
            byPair.put(finding.follower().key() + "|" + finding.leader().key(), finding);
        }
        List<Quantity> first = often.entrySet().stream()
                .sorted(Map.Entry.<Quantity, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(each -> each.getKey().words()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Quantity::words))
                .toList();
        if (first.size() < 2) {
            return;
        }
        NativeTable table = new NativeTable();
        NativeTableRow head = table.getHead().addRow();
        head.addHeaderCell().setText("");
        for (int i = 0; i < first.size(); i++) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(Integer.toString(i + 1));
            cell.getElement().setAttribute("title", first.get(i).words());
            cell.getElement().setAttribute("scope", "col");
        }
        var body = table.addBody();
        for (int i = 0; i < first.size(); i++) {
            NativeTableRow row = body.addRow();
            NativeTableHeaderCell name = new NativeTableHeaderCell(
                    "%d  %s".formatted(i + 1, first.get(i).words()));
            name.getElement().setAttribute("scope", "row");
            row.add(name);
            for (Quantity other : first) {
                Finding finding = byPair.get(first.get(i).key() + "|" + other.key());
                NativeTableCell cell = row.addDataCell();
                if (finding != null) {
                    double rho = finding.correlation().rho();
                    cell.setText(String.format(Locale.ROOT, "%.2f", rho));
                    cell.getElement().setAttribute("title", finding.sentence());
                    cell.addClassName((rho < 0 ? "against-" : "with-") + (int) Math.min(4, Math.abs(rho) * 5));
                } else {
                    cell.setText(other.equals(first.get(i)) ? "" : "·");
                }
            }
        }
        add(table);
    }
}
