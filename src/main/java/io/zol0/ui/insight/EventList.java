package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.zol0.insight.Happening;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Moment;
import java.util.List;

/** What happened in the time of a chart, each with the letter that stands in the chart; the newest first. */
class EventList extends Div {
    /** Most events of a chart; beyond them the newest. */
    static final int MOST = 26;

    private final UnorderedList list = new UnorderedList();
    private final Paragraph none = new Paragraph();

    EventList(String whenEmpty) {
        none.setText(whenEmpty);
        none.addClassName("quiet");
        list.addClassName("plain-list");
        add(none, list);
    }

    /** Shows them, and gives the marks for the chart. */
    List<Chart.Mark> show(List<Happening> happenings) {
        List<Happening> newest = happenings.subList(Math.max(0, happenings.size() - MOST), happenings.size());
        list.removeAll();
        for (int i = newest.size() - 1; i >= 0; i--) {
            list.add(item(newest.get(i), letter(i)));
        }
        none.setVisible(newest.isEmpty());
        return java.util.stream.IntStream.range(0, newest.size())
                .mapToObj(i -> new Chart.Mark(newest.get(i).at(), letter(i)))
                .toList();
    }

    private static ListItem item(Happening happening, String letter) {
        Span mark = new Span(letter);
        mark.addClassName("event-mark");
        Span words = new Span(
                new Span(happening.kind().words() + ": "),
                happening.path().isEmpty() ? new Span(happening.sentence()) : link(happening),
                new Span(" "));
        Moment when = new Moment(happening.at());
        when.addClassName("quiet");
        words.add(when);
        words.addClassName("breaks");
        ListItem item = new ListItem(mark, words);
        item.addClassName("event");
        return item;
    }

    private static Anchor link(Happening happening) {
        Anchor link = new Anchor(happening.path(), happening.sentence());
        if (happening.path().startsWith("http")) {
            link.getElement().setAttribute("rel", "noopener noreferrer");
            link.setTarget("_blank");
        }
        return link;
    }

    private static String letter(int number) {
        return String.valueOf((char) ('A' + number));
    }
}
