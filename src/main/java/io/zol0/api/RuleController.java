package io.zol0.api;

import io.zol0.alerts.BackTest;
import io.zol0.alerts.BackTests;
import io.zol0.alerts.ErrorBudgets;
import io.zol0.alerts.Measures;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleKind;
import io.zol0.alerts.Rules;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Problem;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Alert rules by REST. */
@RestController
@RequestMapping("/api/settings/rules")
class RuleController {
    private final Rules rules;
    private final Measures measures;
    private final BackTests tests;
    private final ErrorBudgets budgets;
    private final NamedUpstreams upstreams;

    RuleController(Rules rules, Measures measures, BackTests tests, ErrorBudgets budgets, NamedUpstreams upstreams) {
        this.rules = rules;
        this.measures = measures;
        this.tests = tests;
        this.budgets = budgets;
        this.upstreams = upstreams;
    }

    @GetMapping
    List<RuleBody> all() {
        Map<Long, String> names = upstreams.all();
        return rules.all().stream()
                .map(rule -> RuleBody.of(rule, names.getOrDefault(rule.upstreamId(), "")))
                .toList();
    }

    @PostMapping
    ResponseEntity<RuleBody> add(@RequestBody RuleBody body) {
        if (body.id() != null || body.shipped() != null) {
            throw Unfit.sense("id", "A new rule gets its id; leave it out, or change the one that has it by PUT.");
        }
        Rule added = rules.save(body.toRule(Rule.draft(), upstreamOf(body), 1, measures::named));
        return answer(ResponseEntity.created(URI.create("/api/settings/rules/" + added.id())), added.id());
    }

    @GetMapping("/{id}")
    ResponseEntity<RuleBody> one(@PathVariable long id) {
        return answer(ResponseEntity.ok(), id);
    }

    @PutMapping("/{id}")
    ResponseEntity<RuleBody> change(
            @PathVariable long id,
            @RequestBody RuleBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Rule there = there(id);
        if (body.id() != null && body.id() != id) {
            throw Unfit.sense("id", "This is rule %d; its id cannot be changed.".formatted(id));
        }
        long version = Versions.required(ifMatch, there.version());
        rules.save(body.toRule(there, upstreamOf(body), version, measures::named));
        return answer(ResponseEntity.ok(), id);
    }

    /** Removes one that somebody made; one that came with ZoL0 can be switched off only. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(
            @PathVariable long id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        rules.remove(id, Versions.required(ifMatch, there(id).version()));
        return ResponseEntity.noContent().build();
    }

    /** What was changed of it, the newest first. */
    @GetMapping("/{id}/changes")
    List<RuleBody.Change> changes(@PathVariable long id) {
        there(id);
        return rules.changes(id).stream()
                .map(change -> new RuleBody.Change(change.at(), change.who(), change.text()))
                .toList();
    }

    /** When it would have fired over what is recorded. */
    @GetMapping("/{id}/back-test")
    RuleBody.Tested backTest(@PathVariable long id) throws InterruptedException {
        return tested(there(id));
    }

    /** The same of one that is being thought of; nothing is kept of it. */
    @PostMapping("/back-test")
    RuleBody.Tested backTest(@RequestBody RuleBody body) throws InterruptedException {
        Rule draft = body.toRule(Rule.draft(), upstreamOf(body), 1, measures::named);
        List<Problem> problems = rules.problemsOf(draft);
        if (!problems.isEmpty()) {
            throw new InvalidDraft(problems);
        }
        return tested(draft);
    }

    private RuleBody.Tested tested(Rule rule) throws InterruptedException {
        BackTest test = HistoryAway.require(tests.of(rule));
        return new RuleBody.Tested(
                test.from(),
                test.to(),
                test.count(),
                number(test.perWeek()),
                test.sentence(),
                test.targets(),
                test.left(),
                test.firings().stream()
                        .map(firing -> new RuleBody.Firing(
                                firing.subject(), firing.from(), firing.to(), number(firing.worst())))
                        .toList());
    }

    /** What is left of the error budgets that it is about, the least first. */
    @GetMapping("/{id}/budgets")
    List<RuleBody.BudgetLeft> budgets(@PathVariable long id) throws InterruptedException {
        Rule rule = there(id);
        if (rule.kind() != RuleKind.BURN_RATE) {
            throw new Missing("Rule number %d is not about an error budget.".formatted(id));
        }
        return HistoryAway.require(budgets.of(rule)).stream()
                .map(RuleBody.BudgetLeft::of)
                .toList();
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private long upstreamOf(RuleBody body) {
        return body.upstream() == null ? 0 : upstreams.idOf(body.upstream());
    }

    private ResponseEntity<RuleBody> answer(ResponseEntity.BodyBuilder answer, long id) {
        Rule rule = there(id);
        return answer.eTag(Versions.tag(rule.version())).body(RuleBody.of(rule, upstreams.nameOf(rule.upstreamId())));
    }

    private Rule there(long id) {
        return rules.byId(id).orElseThrow(() -> new Missing("There is no rule number %d.".formatted(id)));
    }
}
