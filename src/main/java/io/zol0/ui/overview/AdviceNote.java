package io.zol0.ui.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.spring.annotation.SpringComponent;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.RecommendationFilter;
import io.zol0.optimizer.RecommendationNews;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.State;
import io.zol0.ui.parts.OnNews;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.dao.DataAccessException;

/** The recommendations that are open, a line each, on the overview. */
@SpringComponent
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class AdviceNote extends Div {
    private static final int MOST = 3;

    private final Recommendations recommendations;

    AdviceNote(Recommendations recommendations, RecommendationNews news) {
        this.recommendations = recommendations;
        addClassName("advice-note");
        setVisible(false);
        addAttachListener(attached -> refresh());
        OnNews.refresh(this, news::subscribe, this::refresh);
    }

    private void refresh() {
        List<Recommendation> open;
        try {
            open = recommendations.page(RecommendationFilter.OPEN, 0, MOST + 1);
        } catch (DataAccessException away) {
            return;
        }
        removeAll();
        open.stream().limit(MOST).forEach(each -> {
            Span badge = new Span(
                    each.state() == State.FOUND ? "advice" : each.state().words());
            badge.addClassNames("badge", each.state() == State.FOUND ? "badge-warning" : "badge-info");
            Anchor link = new Anchor("optimizer/" + each.id(), each.title());
            add(new Div(badge, link));
        });
        if (open.size() > MOST) {
            add(new Anchor("optimizer", "All recommendations"));
        }
        setVisible(!open.isEmpty());
    }
}
