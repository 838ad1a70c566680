package io.zol0.ui.optimizer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.zol0.optimizer.RecommendationStep;
import io.zol0.ui.parts.Moment;
import java.util.List;

/** What happened to a recommendation, step by step, each with who did it and why. */
class StepsPart extends OrderedList {
    StepsPart() {
        addClassNames("plain-list", "timeline");
    }

    void show(List<RecommendationStep> steps) {
        removeAll();
        steps.forEach(step -> add(line(step)));
    }

    private static ListItem line(RecommendationStep step) {
        Span what = new Span(step.kind().words());
        what.addClassName("step-what");
        Span who = new Span(new Moment(step.at()), new Span(" · " + step.who()));
        who.addClassName("quiet");
        Span text = new Span(step.text());
        text.addClassName("breaks");
        ListItem line = new ListItem(what, who, text);
        if (step.changeId() != 0) {
            line.add(new Anchor("settings/history", "Setting change %d".formatted(step.changeId())));
        }
        return line;
    }
}
