package io.zol0.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about caches (RFC 9111 section 5.2.1). Seconds that cannot be read count as the strictest.
 *
 * @param maxAge greatest age in seconds; -1 for any
 * @param minFresh seconds that it has to stay fresh; 0 for none
 * @param maxStale seconds past freshness that are taken; 0 for none
 */
record AskedDirectives(
        boolean noStore, boolean noCache, boolean onlyIfCached, long maxAge, long minFresh, long maxStale) {
    static final AskedDirectives NONE = new AskedDirectives(false, false, false, -1, 0, 0);

    static AskedDirectives of(Fields request) {
        List<String> lines = request.all("cache-control");
        if (lines.isEmpty()) {
            String pragma = request.first("pragma");
            return pragma == null ? NONE : ofPragma(pragma);
        }
        Collector collector = new Collector();
        DirectiveReader.read(lines, collector);
        return collector.directives();
    }

    /** RFC 9111 section 5.4: counts where there is no Cache-Control. */
    private static AskedDirectives ofPragma(String pragma) {
        Collector collector = new Collector();
        DirectiveReader.read(List.of(pragma), (name, value) -> collector.noCache |= name.equals("no-cache"));
        return collector.directives();
    }

    private static final class Collector implements DirectiveReader.Visitor {
        private boolean noStore;
        private boolean noCache;
        private boolean onlyIfCached;
        private long maxAge = -1;
        private long minFresh;
        private long maxStale;

        @Override
        public void directive(String name, @Nullable String value) {
            switch (name) {
                case "no-store" -> noStore = true;
                case "no-cache" -> noCache = true;
                case "only-if-cached" -> onlyIfCached = true;
                case "max-age" -> maxAge = Math.max(0, DirectiveReader.seconds(value));
                case "min-fresh" -> {
                    long seconds = DirectiveReader.seconds(value);
                    minFresh = seconds < 0 ? DirectiveReader.FOREVER : seconds;
                }
                case "max-stale" ->
                    maxStale = value == null ? DirectiveReader.FOREVER : Math.max(0, DirectiveReader.seconds(value));
                default -> {
                    // RFC 9111 section 5.2.3: what is unknown is not looked at.
                }
            }
        }

        private AskedDirectives directives() {
            return new AskedDirectives(noStore, noCache, onlyIfCached, maxAge, minFresh, maxStale);
        }
    }
}
