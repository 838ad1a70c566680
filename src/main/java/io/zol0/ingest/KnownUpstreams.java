package io.zol0.ingest;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.users.Itself;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The upstreams by name and by address, from memory: a snapshot that every change replaces. */
@Component
class KnownUpstreams {
    private final Upstreams upstreams;
    private final Map<Long, Upstream> byId = new ConcurrentHashMap<>();
    private volatile Map<String, Upstream> byName = Map.of();
    private volatile Map<String, List<Upstream>> byAuthority = Map.of();

    KnownUpstreams(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** An upstream, and what of a called address is the target there. */
    record Located(Upstream upstream, String target) {}

    @Nullable
    Upstream named(String name) {
        return byName.get(name);
    }

    /** Whose address that is, by host, port and the longest base path; null where it is nobody's. */
    @Nullable
    Located located(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return null;
        }
        int end = scheme + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = authority(url.substring(0, scheme), url.substring(scheme + 3, end));
        String target = target(url, end);
        for (Upstream upstream : byAuthority.getOrDefault(authority, List.of())) {
            String base = Objects.requireNonNullElse(upstream.baseUrl().getRawPath(), "");
            if (target.startsWith(base)
                    && (target.length() == base.length() || "/?".indexOf(target.charAt(base.length())) >= 0)) {
                String rest = target.substring(base.length());
                return new Located(upstream, rest.startsWith("/") ? rest : "/" + rest);
            }
        }
        return null;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        Itself.run(() -> upstreams.all().forEach(each -> byId.putIfAbsent(each.id(), each)));
        index();
    }

    @EventListener
    void on(UpstreamSaved saved) {
        byId.put(saved.upstream().id(), saved.upstream());
        index();
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        byId.remove(removed.id());
        index();
    }

    private synchronized void index() {
        Map<String, Upstream> names = new HashMap<>();
        Map<String, List<Upstream>> authorities = new HashMap<>();
        for (Upstream upstream : byId.values()) {
            names.put(upstream.name(), upstream);
            URI base = upstream.baseUrl();
            authorities
                    .computeIfAbsent(
                            authority(base.getScheme(), Objects.requireNonNullElse(base.getRawAuthority(), "")),
                            any -> new ArrayList<>())
                    .add(upstream);
        }
        authorities
                .values()
                .forEach(each -> each.sort(Comparator.comparingInt((Upstream upstream) -> -Objects.requireNonNullElse(
                                        upstream.baseUrl().getRawPath(), "")
                                .length())
                        .thenComparing(Upstream::name)));
        byName = Map.copyOf(names);
        byAuthority = Map.copyOf(authorities);
    }

    private static String target(String url, int from) {
        int fragment = url.indexOf('#', from);
        String target = url.substring(from, fragment < 0 ? url.length() : fragment);
        return target.startsWith("/") ? target : "/" + target;
    }

    /** Host and port, the port of the scheme where none is given; whoever was named before the host is left out. */
    private static String authority(String scheme, String text) {
        String host = text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
        return hasPort ? host : host + (scheme.equalsIgnoreCase("https") ? ":443" : ":80");
    }
}
