package io.zol0.alerts;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.EndpointPattern;
import io.zol0.limits.Quota;
import io.zol0.metrics.Subject;
import io.zol0.metrics.SubjectNames;
import io.zol0.users.Itself;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What targets are called and where they belong, from memory as far as possible: judging goes on while the database is away. */
@Component
class Places implements Fits {
    /** Which upstreams there are, and everything of one environment at once. */
    static final String EVERYWHERE = "*";

    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final Quotas quotas;
    private final SubjectNames pages;
    private final Map<Long, Upstream> known = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    Places(Upstreams upstreams, Endpoints endpoints, Quotas quotas, SubjectNames pages) {
        this.pages = pages;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.quotas = quotas;
    }

    List<Upstream> upstreams() {
        if (!loaded) {
            Itself.ask(upstreams::all).forEach(upstream -> known.putIfAbsent(upstream.id(), upstream));
            loaded = true;
        }
        return List.copyOf(known.values());
    }

    /** The environment of a target; {@link #EVERYWHERE} of all calls together, empty of the machine. */
    String environment(Target target, Measure measure) {
        Upstream upstream = known.get(target.subject().upstreamId());
        return upstream != null ? upstream.environment() : measure.isOfCalls() ? EVERYWHERE : "";
    }

    /** Its name in a sentence. */
    String name(Target target, Measure measure) {
        Subject subject = target.subject();
        String upstream = upstream(subject.upstreamId());
        String name = switch (subject.kind()) {
            case WHOLE ->
                measure.isOfCalls() ? "all calls" : measure.isOfBusiness() ? "the business" : "ZoL0's machine";
            case UPSTREAM -> upstream;
            case ENDPOINT -> endpoint(subject.id()) + " of " + upstream;
            case QUOTA -> "quota " + quota(subject.id()) + " of " + upstream;
            case PAGE, LABELS -> pages.nameOf(subject).orElse("(a page)");
        };
        return target.caller().isEmpty() ? name : "caller " + target.caller() + " at " + name;
    }

    @Override
    public Predicate<Target> scopeOf(Rule rule) {
        Predicate<Target> scope = target -> true;
        if (rule.upstreamId() != 0) {
            scope = scope.and(target -> target.subject().upstreamId() == rule.upstreamId());
        }
        if (!rule.environment().isEmpty()) {
            scope = scope.and(target -> {
                Upstream upstream = known.get(target.subject().upstreamId());
                return upstream != null && upstream.environment().equals(rule.environment());
            });
        }
        if (!rule.endpoints().isEmpty()) {
            scope = scope.and(target -> target.subject().kind() == Subject.Kind.ENDPOINT
                    && EndpointPattern.fits(
                            rule.endpoints(), endpoint(target.subject().id())));
        }
        if (!rule.caller().isEmpty()) {
            scope = scope.and(target -> target.caller().equals(rule.caller()));
        }
        return scope;
    }

    @Override
    public boolean isThere(Target target) {
        long upstreamId = target.subject().upstreamId();
        return upstreamId == 0 || known.containsKey(upstreamId);
    }

    String upstream(long id) {
        Upstream upstream = known.get(id);
        return upstream == null ? "(removed)" : upstream.name();
    }

    String endpoint(long id) {
        return Itself.ask(() -> endpoints.byId(id)).map(Places::words).orElse("(removed)");
    }

    private static String words(Endpoint endpoint) {
        return endpoint.template().equals(Endpoint.OTHER)
                ? "(other endpoints)"
                : endpoint.method() + " " + endpoint.template();
    }

    private String quota(long id) {
        return Itself.ask(() -> quotas.byId(id)).map(Quota::name).orElse("(removed)");
    }

    @EventListener
    void on(UpstreamSaved saved) {
        known.put(saved.upstream().id(), saved.upstream());
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        known.remove(removed.id());
    }
}
