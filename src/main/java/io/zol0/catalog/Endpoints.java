package io.zol0.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * The endpoints found from traffic, at most 2,000 an upstream; what comes beyond is counted under {@code (other)}.
 *
 * <p>Without annotations of method security, since those would put a proxy in the way of every call: what is read is
 * filtered by what the reader may see, which is nothing for nobody.
 */
@Service
public class Endpoints {
    /** Most endpoints that an upstream has besides {@code (other)}. */
    public static final int MOST_PER_UPSTREAM = 2_000;

    private final Map<Long, OfUpstream> upstreams = new ConcurrentHashMap<>();
    private final Map<Long, Endpoint> byId = new ConcurrentHashMap<>();
    private final Consumer<Endpoint> found;
    private final InSight inSight;

    /** @param found hears of each new endpoint, on the thread of the call: it must not block */
    Endpoints(FoundEndpoints found, InSight inSight) {
        this.inSight = inSight;
        this.found = found::add;
        found.known().forEach(this::remember);
    }

    /** The template of a raw path, by which endpoints are told apart; a query may follow. */
    public static String templateOf(String target) {
        return PathTemplate.of(target);
    }

    /** The endpoint of a call, found or made; does not block. The target is the raw path, a query may follow. */
    public Endpoint resolve(long upstreamId, String method, String target) {
        return upstreams.computeIfAbsent(upstreamId, OfUpstream::new).resolve(method, PathTemplate.of(target));
    }

    /** The endpoint that a call would belong to, where it was found already and whoever asks may see it. */
    public Optional<Endpoint> find(long upstreamId, String method, String target) {
        OfUpstream upstream = upstreams.get(upstreamId);
        return upstream == null || !inSight.upstreams().test(upstreamId)
                ? Optional.empty()
                : upstream.find(method, PathTemplate.of(target));
    }

    /** The endpoint with that id, where whoever asks may see it. */
    public Optional<Endpoint> byId(long id) {
        return Optional.ofNullable(byId.get(id))
                .filter(endpoint -> inSight.upstreams().test(endpoint.upstreamId()));
    }

    /** All endpoints known that whoever asks may see. */
    public Collection<Endpoint> all() {
        LongPredicate seen = inSight.upstreams();
        return byId.values().stream()
                .filter(endpoint -> seen.test(endpoint.upstreamId()))
                .toList();
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        upstreams.remove(removed.id());
        byId.values().removeIf(endpoint -> endpoint.upstreamId() == removed.id());
    }

    private void remember(Endpoint endpoint) {
        upstreams.computeIfAbsent(endpoint.upstreamId(), OfUpstream::new).put(endpoint);
    }

    /** First eight bytes of SHA-256 as a positive number: any two of a million endpoints differ but for once in ten million. */
    static long idOf(long upstreamId, String method, String template) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((upstreamId + " " + method + " " + template).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The endpoints of one upstream. */
    private final class OfUpstream {
        private final Endpoint other;
        private final AtomicInteger count = new AtomicInteger();

        /** By method, then by template; methods are bounded with the endpoints. */
        private final Map<String, Map<String, Endpoint>> byMethod = new ConcurrentHashMap<>();

        OfUpstream(long upstreamId) {
            other = Endpoint.other(upstreamId);
            byId.put(other.id(), other);
        }

        Optional<Endpoint> find(String method, String template) {
            Map<String, Endpoint> ofMethod = byMethod.get(method);
            return ofMethod == null ? Optional.empty() : Optional.ofNullable(ofMethod.get(template));
        }

        Endpoint resolve(String method, String template) {
            Map<String, Endpoint> ofMethod = byMethod.get(method);
            Endpoint known = ofMethod == null ? null : ofMethod.get(template);
            return known != null ? known : make(method, template);
        }

        private Endpoint make(String method, String template) {
            if (count.incrementAndGet() > MOST_PER_UPSTREAM) {
                count.decrementAndGet();
                return other;
            }
            long upstreamId = other.upstreamId();
            Endpoint made = new Endpoint(idOf(upstreamId, method, template), upstreamId, method, template);
            Endpoint earlier = byMethod.computeIfAbsent(method, m -> new ConcurrentHashMap<>())
                    .putIfAbsent(template, made);
            if (earlier != null) {
                count.decrementAndGet();
                return earlier;
            }
            byId.put(made.id(), made);
            found.accept(made);
            return made;
        }

        void put(Endpoint endpoint) {
            if (byMethod.computeIfAbsent(endpoint.method(), m -> new ConcurrentHashMap<>())
                            .putIfAbsent(endpoint.template(), endpoint)
                    == null) {
                count.incrementAndGet();
                byId.put(endpoint.id(), endpoint);
            }
        }
    }
}
