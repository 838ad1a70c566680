package io.zol0.catalog;

import io.zol0.catalog.CachePurge.What;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Has cached answers dropped for those who may, of upstreams in their sight, and records who did. */
@Service
@DenyAll
public class Purges {
    private static final Pattern TAG = Pattern.compile("[!-~]{1,200}");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,999}");
    private static final Problem TAG_PROBLEM =
            new Problem("tag", "A tag is 1 to 200 characters without spaces, as in the answer's Cache-Tag.");
    private static final Problem PATH_PROBLEM =
            new Problem("path", "A path begins with a slash and has at most 1,000 characters, such as /api/v3/.");

    private final ObjectProvider<CachePurge> cache;
    private final UpstreamRepository upstreams;
    private final Endpoints endpoints;
    private final InSight inSight;
    private final Audit audit;

    Purges(
            ObjectProvider<CachePurge> cache,
            UpstreamRepository upstreams,
            Endpoints endpoints,
            InSight inSight,
            Audit audit) {
        this.cache = cache;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.inSight = inSight;
        this.audit = audit;
    }

    /**
     * Drops answers.
     *
     * @param upstreamId of this upstream alone; empty for all in sight
     * @return how many were dropped
     * @throws InvalidDraft where a path or tag is none
     * @throws UnknownUpstream where there is no such upstream
     * @throws UnknownSetting where there is no such endpoint
     */
    @RolesAllowed("OPERATOR")
    public long purge(OptionalLong upstreamId, What what) {
        requireSound(what);
        Map<Long, String> seen = upstreamsInSight();
        if (upstreamId.isPresent() && !seen.containsKey(upstreamId.getAsLong())) {
            throw UnknownUpstream.withId(upstreamId.getAsLong());
        }
        Set<Long> meant = upstreamId.isPresent() ? Set.of(upstreamId.getAsLong()) : seen.keySet();
        if (what instanceof What.OfEndpoint(long endpointId)) {
            meant = Set.of(upstreamOf(endpointId, meant));
        }
        long dropped = cache.getObject().purge(meant, what);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("what", words(what));
        facts.put("answers", dropped);
        audit.note(AuditAction.PURGED, subject(meant, seen), facts);
        return dropped;
    }

    private static void requireSound(What what) {
        Optional<Problem> problem = switch (what) {
            case What.UnderPath(String prefix) -> problem(PATH, prefix, PATH_PROBLEM);
            case What.Tagged(String tag) -> problem(TAG, tag, TAG_PROBLEM);
            case What.Everything everything -> Optional.empty();
            case What.OfEndpoint endpoint -> Optional.empty();
        };
        if (problem.isPresent()) {
            throw new InvalidDraft(problem.stream().toList());
        }
    }

    private static Optional<Problem> problem(Pattern pattern, String text, Problem problem) {
        return pattern.matcher(text).matches() ? Optional.empty() : Optional.of(problem);
    }

    private long upstreamOf(long endpointId, Set<Long> meant) {
        LongPredicate seen = inSight.upstreams();
        return endpoints
                .byId(endpointId)
                .map(Endpoint::upstreamId)
                .filter(upstream -> meant.contains(upstream) && seen.test(upstream))
                .orElseThrow(() -> UnknownSetting.endpoint(endpointId));
    }

    private Map<Long, String> upstreamsInSight() {
        Sight sight = Sight.current();
        return upstreams.findAllByOrderByName().stream()
                .map(UpstreamEntity::toUpstream)
                .filter(upstream -> sight.sees(upstream.environment()))
                .collect(Collectors.toMap(Upstream::id, Upstream::name, (one, other) -> one, LinkedHashMap::new));
    }

    private static String subject(Set<Long> meant, Map<Long, String> seen) {
        return "cache of "
                + seen.entrySet().stream()
                        .filter(upstream -> meant.contains(upstream.getKey()))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(", "));
    }

    private String words(What what) {
        return switch (what) {
            case What.Everything() -> "everything";
            case What.OfEndpoint(long id) ->
                endpoints
                        .byId(id)
                        .map(endpoint -> endpoint.method() + " " + endpoint.template())
                        .orElse("endpoint " + id);
            case What.UnderPath(String prefix) -> "paths that begin with " + prefix;
            case What.Tagged(String tag) -> "what is tagged " + tag;
        };
    }
}
