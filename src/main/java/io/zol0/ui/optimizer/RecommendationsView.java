package io.zol0.ui.optimizer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.NotPossible;
import io.zol0.optimizer.Notice;
import io.zol0.optimizer.NoticeChanged;
import io.zol0.optimizer.Notices;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.RecommendationFilter;
import io.zol0.optimizer.RecommendationNews;
import io.zol0.optimizer.Recommendations;
import io.zol0.optimizer.State;
import io.zol0.optimizer.UnknownNotice;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.OnNews;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/** What could be set differently, what is worth most on top; and what became of what was proposed before. */
@Route("optimizer")
@PageTitle("Recommendations · ZoL0")
@PermitAll
class RecommendationsView extends Main implements BeforeEnterObserver {
    private static final int PAGE = 20;

    private final Recommendations recommendations;
    private final Notices notices;
    private final boolean may;
    private final Paragraph sentence = new Paragraph();
    private final Paragraph outcome = new Paragraph();
    private final Select<Showing> showing = new Select<>();
    private final Div instead = new Div();
    private final Div cards = new Div();
    private final Button more = new Button("Show more");
    private final Panel known = new Panel("Worth knowing").about("last hour; no setting is tried for it");
    private final UnorderedList knownList = new UnorderedList();
    private final AddressState state = new AddressState(this);
    private int wanted = PAGE;

    RecommendationsView(
            Recommendations recommendations, Notices notices, RecommendationNews news, AuthenticationContext login) {
        this.notices = notices;
        this.recommendations = recommendations;
        this.may = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassName("page");
        outcome.getElement().setAttribute("role", "status");
        outcome.setVisible(false);
        showing.setLabel("Show");
        showing.setItems(Showing.values());
        showing.setItemLabelGenerator(each -> each.words);
        showing.setValue(Showing.OPEN);
        showing.addValueChangeListener(change -> {
            wanted = PAGE;
            refresh();
        });
        state.keep("show", showing, Showing.values());
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        more.addClickListener(click -> {
            wanted += PAGE;
            refresh();
        });
        Div filters = new Div(showing);
        filters.addClassName("filters");
        cards.addClassName("recommendations");
        knownList.addClassNames("plain-list", "notices");
        known.with(knownList);
        Paragraph how = new Paragraph(
                "ZoL0 looks at what it recorded, and proposes a change of one setting where that is likely to help. \"Try it\" puts the"
                        + " change in force half of the time, in slices, and compares: what is better is kept and watched for a"
                        + " day, everything else is taken back, and at once where calls fail or get slow. Each step has its"
                        + " reason, and one click takes it back.");
        how.addClassName("quiet");
        add(
                new H1("Recommendations"),
                how,
                sentence,
                new OptimizerNav("optimizer"),
                filters,
                outcome,
                instead,
                cards,
                more,
                known);
        OnNews.refresh(this, news::subscribe, this::refresh);
        refresh();
    }

    /** Which of them are shown. */
    private enum Showing {
        OPEN("What is open", State.OPEN),
        DECIDED("What was decided", Set.of(State.DONE, State.DISMISSED)),
        ALL("Everything", Set.of());

        private final String words;
        private final Set<State> states;

        Showing(String words, Set<State> states) {
            this.words = words;
            this.states = states;
        }
    }

    private void refresh() {
        instead.removeAll();
        cards.removeAll();
        try {
            show(new RecommendationFilter(showing.getValue().states, 0));
            tell(notices.all());
        } catch (DataAccessException e) {
            sentence.setText("");
            more.setVisible(false);
            instead.add(Note.failed("The recommendations cannot be read now")
                    .text("The database does not answer; /health says more. This page tries again by itself."));
        }
    }

    private void show(RecommendationFilter filter) {
        List<Recommendation> page = recommendations.page(filter, 0, wanted);
        List<Confidence> confidence = recommendations.confidence(page);
        for (int i = 0; i < page.size(); i++) {
            cards.add(new RecommendationCard(recommendations, page.get(i), confidence.get(i), may, true, this::told));
        }
        more.setVisible(recommendations.count(filter) > page.size());
        sentence.setText("%s %s"
                .formatted(
                        waiting(recommendations.count(RecommendationFilter.toDecide())),
                        RecommendationWords.scores(recommendations.scoreCard())));
        if (page.isEmpty()) {
            instead.add(Note.empty(showing.getValue() == Showing.OPEN ? "Nothing to advise now" : "Nothing to show")
                    .text(
                            "What was recorded is looked at once a minute. How long to keep answers is said from 30 fetches of the"
                                    + " same and 30 requests in an hour on; on quotas, bursts and identical calls from 200 calls in"
                                    + " an hour. With less, nothing is said."));
        }
    }

    private void tell(List<Notices.Told> all) {
        knownList.removeAll();
        known.setVisible(!all.isEmpty());
        for (Notices.Told each : all) {
            Notice notice = each.notice();
            Span todo = new Span(notice.todo());
            todo.addClassName("quiet");
            ListItem item = new ListItem(
                    new Div(new Anchor(notice.path(), notice.title())), new Div(notice.because()), new Div(todo));
            if (may) {
                Button dismiss = new Button("Dismiss…", click -> askWhy(each));
                dismiss.setAriaLabel("Dismiss: " + notice.title());
                dismiss.addThemeVariants(ButtonVariant.LUMO_SMALL);
                item.add(dismiss);
            }
            item.addClassName("notice");
            knownList.add(item);
        }
    }

    private void askWhy(Notices.Told told) {
        new WhyNot(
                        "It stays away until it is half as bad again. For example: the provider knows and works on it.",
                        why -> {
                            try {
                                notices.dismiss(told.notice().key(), why, told.version());
                            } catch (NotPossible | UnknownNotice | NoticeChanged e) {
                                told(String.valueOf(e.getMessage()));
                                return;
                            }
                            told("It stays away until it is half as bad again.");
                        })
                .open();
    }

    private static String waiting(long count) {
        return count == 0
                ? "Nothing waits for a decision."
                : count == 1
                        ? "1 recommendation waits for a decision."
                        : "%,d recommendations wait for a decision.".formatted(count);
    }

    private void told(String words) {
        outcome.setText(words);
        outcome.setVisible(true);
        refresh();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
