package io.zol0.catalog;

import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/**
 * The presets of providers there are, those that come with ZoL0 and at most a hundred that somebody here wrote, in memory. They
 * are no secret: whoever may ask at all may see them.
 */
@Service
public class KnownPresets {
    private static final Logger log = LoggerFactory.getLogger(KnownPresets.class);

    private final Map<String, Preset> own = new ConcurrentSkipListMap<>();

    KnownPresets(PresetRepository presets) {
        presets.findAllByOrderByName().stream().map(PresetEntity::toPreset).forEach(this::read);
    }

    /** A preset by an older ZoL0 may be one that this one cannot read. */
    private void read(Setting.OfPreset kept) {
        switch (Preset.parse(kept.text())) {
            case Preset.Parsed.Read(Preset preset) -> own.put(kept.name(), preset);
            case Preset.Parsed.Broken(List<String> problems) ->
                log.warn("The preset {} cannot be read and is left out: {}", kept.name(), String.join(" ", problems));
        }
    }

    /** All of them, those that come with ZoL0 first. */
    public List<Preset> all() {
        return Stream.concat(Presets.shipped().stream(), own.values().stream()).toList();
    }

    /** The preset of that name. */
    public Optional<Preset> named(String name) {
        return all().stream().filter(preset -> preset.name().equals(name)).findFirst();
    }

    /** What is wrong with a name that no preset has. */
    Problem unknown(String name) {
        return new Problem(
                "preset",
                "There is no preset %s; there are %s."
                        .formatted(name, all().stream().map(Preset::name).collect(Collectors.joining(", "))));
    }

    @EventListener
    @Order(-2)
    void on(PresetSaved saved) {
        own.put(saved.preset().name(), saved.preset());
    }

    @EventListener
    @Order(-2)
    void on(PresetRemoved removed) {
        own.remove(removed.name());
    }
}
