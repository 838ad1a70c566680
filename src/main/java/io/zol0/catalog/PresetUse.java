package io.zol0.catalog;

import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import io.zol0.limits.Quota;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Which presets are used where. */
@Component
class PresetUse {
    private final KnownPresets presets;
    private final UpstreamRepository upstreams;
    private final QuotaRepository quotas;

    PresetUse(KnownPresets presets, UpstreamRepository upstreams, QuotaRepository quotas) {
        this.presets = presets;
        this.upstreams = upstreams;
        this.quotas = quotas;
    }

    /** What is wrong where a quota says that it was made from a preset that is not there. */
    Optional<Problem> unknown(Quota quota) {
        String reference = quota.preset();
        return reference == null || Presets.origin(reference, presets.all()) != null
                ? Optional.empty()
                : Optional.of(presets.unknown(reference));
    }

    /** What is wrong with taking a preset away, where somebody uses it. */
    Optional<Problem> user(String name) {
        List<Preset> alone = presets.named(name).stream().toList();
        Stream<String> upstreamsOfIt = upstreams.findAllByOrderByName().stream()
                .map(UpstreamEntity::toUpstream)
                .filter(upstream -> name.equals(upstream.preset()))
                .map(upstream -> "upstream " + upstream.name());
        Stream<String> quotasOfIt = quotas.findAllByOrderByUpstreamIdAscNameAsc().stream()
                .map(QuotaEntity::toQuota)
                .filter(quota -> quota.preset() != null && Presets.origin(quota.preset(), alone) != null)
                .map(quota -> "quota " + quota.name());
        return Stream.concat(upstreamsOfIt, quotasOfIt)
                .findFirst()
                .map(user -> new Problem(
                        "name", "The preset %s is used by %s; choose another there first.".formatted(name, user)));
    }
}
