package io.zol0.catalog;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The presets that somebody here wrote, as they are kept; they change by {@link Catalog#apply}. */
@Service
@DenyAll
public class OwnPresets {
    private final PresetRepository presets;

    OwnPresets(PresetRepository presets) {
        this.presets = presets;
    }

    /** All of them, at most a hundred, by name. */
    @RolesAllowed("VIEWER")
    public List<OwnPreset> all() {
        return presets.findAllByOrderByName().stream().map(OwnPresets::of).toList();
    }

    @RolesAllowed("VIEWER")
    public Optional<OwnPreset> byNumber(long number) {
        return presets.findById(number).map(OwnPresets::of);
    }

    private static OwnPreset of(PresetEntity kept) {
        Setting.OfPreset preset = kept.toPreset();
        return new OwnPreset(kept.id(), preset.name(), preset.text());
    }
}
