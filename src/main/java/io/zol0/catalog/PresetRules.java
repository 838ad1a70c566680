package io.zol0.catalog;

import io.zol0.limits.Preset;
import io.zol0.limits.Presets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a preset that somebody writes must be like. */
final class PresetRules {
    private static final int LARGEST = 64 * 1024;

    private PresetRules() {}

    static List<Problem> problemsOf(String name, String text) {
        List<Problem> problems = new ArrayList<>();
        if (!QuotaRules.NAME.matcher(name).matches()) {
            problems.add(SettingRule.PRESET_NAME.problem());
        } else if (Presets.shipped().stream().anyMatch(shipped -> shipped.name().equals(name))) {
            problems.add(new Problem(
                    "name", "The preset %s comes with ZoL0; give yours a name of its own.".formatted(name)));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 2 || bytes > LARGEST) {
            problems.add(SettingRule.PRESET_TEXT.problem());
            return problems;
        }
        switch (Preset.parse(text)) {
            case Preset.Parsed.Broken(List<String> sentences) ->
                sentences.forEach(sentence -> problems.add(new Problem("text", sentence)));
            case Preset.Parsed.Read(Preset preset) -> {
                if (!preset.name().equals(name)) {
                    problems.add(new Problem(
                            "text", "The text names the preset %s; give both the same name.".formatted(preset.name())));
                }
            }
        }
        return problems;
    }

    /** A preset in which nothing was found wrong. */
    static Preset parsed(String text) {
        return switch (Preset.parse(text)) {
            case Preset.Parsed.Read(Preset preset) -> preset;
            case Preset.Parsed.Broken(List<String> sentences) ->
                throw new IllegalStateException("a preset was kept that is broken: " + sentences);
        };
    }
}
