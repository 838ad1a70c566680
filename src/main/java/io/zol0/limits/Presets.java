package io.zol0.limits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The presets that are shipped, and how a quota names the one that it was made from. */
public final class Presets {
    private static final List<String> NAMES =
            List.of("binance", "bybit", "kraken", "okx", "coinbase", "generic", "demo");
    private static final List<Preset> SHIPPED =
            NAMES.stream().map(Presets::load).toList();

    private Presets() {}

    /** A quota of a preset. */
    public record Origin(Preset preset, PresetQuota quota) {}

    /** The shipped ones, in the order in which people are offered them. */
    public static List<Preset> shipped() {
        return SHIPPED;
    }

    /** What a {@link Quota} made from a quota of a preset keeps in {@code preset}: the name of the preset, and of its quota
     * where that is not the first. */
    public static String reference(Preset preset, PresetQuota quota) {
        return preset.quotas().getFirst().equals(quota) ? preset.name() : preset.name() + "-" + quota.name();
    }

    /** What a reference leads to among these presets; null where that is gone. The first quota of a preset of just that name goes
     * before a quota of another. */
    public static @Nullable Origin origin(@Nullable String reference, List<Preset> among) {
        for (Preset preset : among) {
            if (preset.name().equals(reference)) {
                return new Origin(preset, preset.quotas().getFirst());
            }
        }
        for (Preset preset : among) {
            for (PresetQuota quota : preset.quotas()) {
                if (reference(preset, quota).equals(reference)) {
                    return new Origin(preset, quota);
                }
            }
        }
        return null;
    }

    /** The shipped JSON of a preset, as an example to begin another with. */
    public static String source(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("There is no shipped preset " + name + "; there are " + NAMES + ".");
        }
        try (InputStream json = Presets.class.getResourceAsStream("presets/" + name + ".json")) {
            return new String(json == null ? new byte[0] : json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The shipped preset " + name + " cannot be read.", e);
        }
    }

    private static Preset load(String name) {
        return switch (Preset.parse(source(name))) {
            case Preset.Parsed.Read(var preset) -> preset;
            case Preset.Parsed.Broken(var problems) ->
                throw new IllegalStateException(
                        "The shipped preset " + name + " is broken: " + new ArrayList<>(problems));
        };
    }
}
