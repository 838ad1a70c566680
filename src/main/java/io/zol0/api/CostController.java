package io.zol0.api;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.Costs;
import io.zol0.insight.Price;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prices and budgets of upstreams by REST. */
@RestController
@RequestMapping("/api/settings/costs")
class CostController {
    private final Costs costs;
    private final Upstreams upstreams;
    private final ReadState state;

    CostController(Costs costs, Upstreams upstreams, ReadState state) {
        this.costs = costs;
        this.upstreams = upstreams;
        this.state = state;
    }

    @GetMapping
    CostBody.All all() {
        List<Price> prices = costs.prices();
        Map<Long, Double> budgets = costs.budgets();
        return new CostBody.All(
                costs.currency(),
                upstreams.all().stream()
                        .map(upstream -> body(upstream, prices, budgets))
                        .toList());
    }

    @GetMapping("/currency")
    ResponseEntity<CostBody.Currency> currency() {
        return answer(now());
    }

    /** Sets it for all prices; amounts stay as they are. */
    @PutMapping("/currency")
    ResponseEntity<CostBody.Currency> change(
            @RequestBody CostBody.Currency body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        String currency = body.currency() == null ? "" : body.currency();
        state.change("the currency", ifMatch, this::now, () -> costs.setCurrency(currency));
        return answer(now());
    }

    @GetMapping("/{id}")
    ResponseEntity<CostBody> one(@PathVariable long id) {
        return answer(there(id));
    }

    /** Sets what it costs from a time on, in place of the price of that very time where there is one. */
    @PutMapping("/{id}/price")
    ResponseEntity<CostBody> price(
            @PathVariable long id,
            @RequestBody CostBody.OfTime body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return change(id, ifMatch, () -> costs.set(body.toPrice(id)));
    }

    @PutMapping("/{id}/budget")
    ResponseEntity<CostBody> budget(
            @PathVariable long id,
            @RequestBody CostBody.Budget body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return change(id, ifMatch, () -> costs.setBudget(id, body.amount() == null ? 0 : body.amount()));
    }

    private ResponseEntity<CostBody> change(long id, @Nullable String ifMatch, Runnable change) {
        state.change("what %s costs".formatted(there(id).upstream()), ifMatch, () -> there(id), change);
        return answer(there(id));
    }

    private CostBody.Currency now() {
        return new CostBody.Currency(costs.currency());
    }

    private CostBody there(long id) {
        return upstreams
                .byId(id)
                .map(upstream -> body(upstream, costs.prices(), costs.budgets()))
                .orElseThrow(() -> new Missing("There is no upstream number %d.".formatted(id)));
    }

    private static CostBody body(Upstream upstream, List<Price> prices, Map<Long, Double> budgets) {
        return new CostBody(
                upstream.id(),
                upstream.name(),
                budgets.get(upstream.id()),
                prices.stream()
                        .filter(price -> price.upstreamId() == upstream.id())
                        .map(CostBody.OfTime::of)
                        .toList());
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().eTag(Versions.tag(Versions.of(body))).body(body);
    }
}
