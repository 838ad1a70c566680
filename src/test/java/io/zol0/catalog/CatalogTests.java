package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.limits.Quota;
import io.zol0.users.AsItself;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApplicationTest
@AsItself
class CatalogTests {
    @Autowired
    private Catalog catalog;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Upstreams upstreams;

    @AfterEach
    void remove() {
        upstreams.all().forEach(upstream -> upstreams.remove(upstream.id()));
    }

    @Test
    void a_quota_is_kept_as_it_was_added() {
        Upstream binance = upstreams.add(UpstreamDraft.of("binance", "https://api.binance.com"));
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(binance.id())));
        Quota kept = quotas.byId(added.setting().number()).orElseThrow();
        assertThat(kept).isEqualTo(TestSettings.withIds(TestSettings.quota(binance.id()), added.id(), added.id()));
        assertThat(quotas.all()).containsExactly(kept);
        assertThat(quotas.ofUpstream(binance.id())).containsExactly(kept);
    }
}
