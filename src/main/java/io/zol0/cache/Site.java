package io.zol0.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all answers for one target of one upstream share, whoever's they are: when it was last changed. */
final class Site {
    private final long upstreamId;
    private final String target;
    private volatile long changedMillis = Long.MIN_VALUE;

    /** Answers and calls under way that know it; guarded by the table. */
    private int users;

    private Site(long upstreamId, String target) {
        this.upstreamId = upstreamId;
        this.target = target;
    }

    long changedMillis() {
        return changedMillis;
    }

    String target() {
        return target;
    }

    /** All that are in use: as many as there are answers kept and calls under way. */
    static final class Table {
        private record Place(long upstreamId, String target) {}

        private final ConcurrentHashMap<Place, Site> sites = new ConcurrentHashMap<>();

        /** Gives the site to one more user. */
        Site use(CacheKey key) {
            Place place = new Place(key.upstreamId(), key.target());
            Site used = sites.compute(place, (p, known) -> {
                Site site = known == null ? new Site(p.upstreamId(), p.target()) : known;
                site.users++;
                return site;
            });
            if (used == null) {
                throw new IllegalStateException("a site was made and is not there");
            }
            return used;
        }

        void unuse(Site site) {
            sites.computeIfPresent(
                    new Place(site.upstreamId, site.target), (place, known) -> --known.users == 0 ? null : known);
        }

        /** Whatever was asked for by now is out of date. Tells whether anything was known. */
        boolean changed(long upstreamId, String target, long nowMillis) {
            @Nullable Site site = sites.get(new Place(upstreamId, target));
            if (site == null) {
                return false;
            }
            site.changedMillis = Math.max(nowMillis, site.changedMillis);
            return true;
        }

        int size() {
            return sites.size();
        }
    }
}
