package io.zol0.catalog;

/** Drafts of upstreams that nothing is wrong with. */
public final class TestUpstreams {
    private TestUpstreams() {}

    /** One with the defaults, in an environment. */
    public static UpstreamDraft in(String environment, String name, String baseUrl) {
        UpstreamDraft usual = UpstreamDraft.of(name, baseUrl);
        return new UpstreamDraft(
                usual.name(),
                usual.baseUrl(),
                environment,
                usual.enabled(),
                usual.demo(),
                usual.protocol(),
                usual.connectTimeout(),
                usual.responseTimeout(),
                usual.totalTimeout(),
                usual.mapsLocations(),
                usual.scopesCookies(),
                usual.preset());
    }
}
