package io.zol0.ui.cache;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.Problem;
import io.zol0.ui.history.SettingForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The fields of a cache policy; each says what is wrong with it once it was left. */
class PolicyForm extends Div implements SettingForm<CachePolicy> {
    private final Select<CacheMode> mode = new Select<>();
    private final TextField ttl = text("Fresh for", "Such as 2 s or 5 min. The curve shows what that brings and costs");
    private final TextField reason =
            text("Why the origin's word is overridden", "Such as: computed anew every five minutes");
    private final TextField refreshing = text(
            "Served while it is fetched anew, for", "Nobody waits for the upstream then. 0 for what the origin says");
    private final TextField failing =
            text("Served when the upstream fails, for", "Past its freshness. 0 for what the origin says");
    private final Checkbox refused = new Checkbox("Serve the last good answer when a call is refused");
    private final Select<CachePriority> priority = new Select<>();
    private final Checkbox heuristic = new Checkbox("Guess the freshness of answers that say nothing of it");
    private final Checkbox compress = new Checkbox("Keep larger bodies compressed");
    private final TextField largest = text("Largest body kept", "Such as 8 MB; larger ones are passed on and not kept");
    private final TextField leader = text(
            "Wait for an identical call under way", "At most so long, then on its own. 0 to let each go on its own");
    private final Details more = new Details("More");
    private final Function<CachePolicy, List<Problem>> rules;
    private final Consumer<Optional<CachePolicy>> listener;
    private boolean filling;

    PolicyForm(Function<CachePolicy, List<Problem>> rules, Consumer<Optional<CachePolicy>> listener) {
        this.rules = rules;
        this.listener = listener;
        addClassName("form");
        mode.setLabel("Answers may be used again");
        mode.setItems(CacheMode.values());
        mode.setItemLabelGenerator(each -> switch (each) {
            case OFF -> "never";
            case ORIGIN -> "as the origin says (RFC 9111)";
            case OWN_TTL -> "for a time of your own";
        });
        priority.setLabel("When the cache is full");
        priority.setItems(CachePriority.values());
        priority.setItemLabelGenerator(each -> switch (each) {
            case HIGH -> "keep these longest (high)";
            case MEDIUM -> "keep these as long as others (medium)";
            case LOW -> "let these go first (low)";
        });
        refused.setHelperText("By a quota of yours or by the provider; at most an hour past its freshness.");
        heuristic.setHelperText("A tenth of the time since they were last modified (RFC 9111, section 4.2.2).");
        Div inner = new Div(leader, largest, compress, heuristic);
        inner.addClassName("form");
        more.add(inner);
        add(mode, ttl, reason, refreshing, failing, refused, priority, more);
        all().forEach(field -> field.addValueChangeListener(change -> changed()));
        leader.addValueChangeListener(change -> changed());
    }

    @Override
    public Component fields() {
        return this;
    }

    private List<AbstractField<?, ?>> all() {
        return List.of(mode, ttl, reason, refreshing, failing, refused, priority, heuristic, compress, largest);
    }

    @Override
    public void fill(CachePolicy policy) {
        filling = true;
        PolicyText text = PolicyText.of(policy);
        mode.setValue(text.mode());
        ttl.setValue(policy.mode() == CacheMode.OWN_TTL ? text.ttl() : "5 s");
        reason.setValue(text.reason());
        refreshing.setValue(text.staleWhileRevalidate());
        failing.setValue(text.staleIfError());
        refused.setValue(text.staleOnRefusal());
        priority.setValue(text.priority());
        heuristic.setValue(text.heuristic());
        compress.setValue(text.compress());
        largest.setValue(text.largestBody());
        leader.setValue(text.leaderWait());
        filling = false;
        arrange();
        show(List.of());
    }

    @Override
    public Optional<CachePolicy> draft() {
        PolicyText.Reading reading = read();
        Set<String> unread = new HashSet<>();
        reading.problems().forEach(problem -> unread.add(problem.field()));
        List<Problem> problems = new ArrayList<>(reading.problems());
        rules.apply(reading.policy()).stream()
                .filter(problem -> !unread.contains(problem.field()))
                .forEach(problems::add);
        show(problems);
        return problems.isEmpty() ? Optional.of(reading.policy()) : Optional.empty();
    }

    @Override
    public void show(List<Problem> problems) {
        checked().forEach((place, field) -> {
            Optional<Problem> problem =
                    problems.stream().filter(each -> each.field().equals(place)).findFirst();
            field.setInvalid(problem.isPresent());
            field.setErrorMessage(problem.map(Problem::sentence).orElse(""));
        });
        if (problems.stream()
                .anyMatch(each -> Set.of("largestBody", "leaderWait").contains(each.field()))) {
            more.setOpened(true);
        }
    }

    @Override
    public void readOnly() {
        all().forEach(field -> field.setReadOnly(true));
        leader.setReadOnly(true);
    }

    private Map<String, HasValidation> checked() {
        return Map.of(
                "ttl", ttl,
                "reason", reason,
                "staleWhileRevalidate", refreshing,
                "staleIfError", failing,
                "largestBody", largest,
                "leaderWait", leader);
    }

    private void changed() {
        if (!filling) {
            arrange();
            listener.accept(draft());
        }
    }

    private void arrange() {
        boolean own = mode.getValue() == CacheMode.OWN_TTL;
        boolean on = mode.getValue() != CacheMode.OFF;
        ttl.setVisible(own);
        reason.setVisible(own);
        List.of(refreshing, failing, refused, priority, more).forEach(field -> field.setVisible(on));
        heuristic.setVisible(mode.getValue() == CacheMode.ORIGIN);
    }

    private PolicyText.Reading read() {
        return new PolicyText(
                        mode.getValue(),
                        ttl.getValue(),
                        reason.getValue(),
                        refreshing.getValue(),
                        failing.getValue(),
                        refused.getValue(),
                        heuristic.getValue(),
                        priority.getValue(),
                        compress.getValue(),
                        largest.getValue(),
                        leader.getValue())
                .read();
    }

    private static TextField text(String label, String help) {
        TextField field = new TextField(label);
        field.setHelperText(help);
        field.setManualValidation(true);
        return field;
    }
}
